import 'crm-connect/define';
import { mount } from 'svelte';
import Integrations from './Integrations.svelte';

const target = document.getElementById('app');
if (target) mount(Integrations, { target });
