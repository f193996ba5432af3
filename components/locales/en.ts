import { activity } from './en/activity.js';
import { common } from './en/common.js';
import { connect } from './en/connect.js';
import { contactField } from './en/contact-field.js';
import { mapper } from './en/mapper.js';

/** Every text in English, the language that all others are measured against. */
export const en = { ...common, ...connect, ...mapper, ...activity, ...contactField };

/** Keys and texts of a language. */
export type Strings = { readonly [Key in keyof typeof en]: string };
