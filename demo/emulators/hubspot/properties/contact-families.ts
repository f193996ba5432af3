/** Families of properties that differ by one word: `{}` in name and label stands for it. */
export const contactFamilies: readonly [row: string, group: string, words: string][] = [
  [
    'hs_lifecyclestage_{}_date | Became a {} Date | time | r',
    'contact_activity',
    'subscriber, lead, marketingqualifiedlead, salesqualifiedlead, opportunity, customer, evangelist, other',
  ],
  [
    'hs_v2_date_entered_{} | Date entered "{} (Lifecycle Stage Pipeline)" | time | rc',
    'contactlcs',
    'subscriber, lead, marketingqualifiedlead, salesqualifiedlead, opportunity, customer, evangelist, other',
  ],
  [
    'hs_v2_date_exited_{} | Date exited "{} (Lifecycle Stage Pipeline)" | time | rc',
    'contactlcs',
    'subscriber, lead, marketingqualifiedlead, salesqualifiedlead, opportunity, customer, evangelist, other',
  ],
  [
    'hs_v2_cumulative_time_in_{} | Cumulative time in "{} (Lifecycle Stage Pipeline)" | num | rc',
    'contactlcs',
    'subscriber, lead, marketingqualifiedlead, salesqualifiedlead, opportunity, customer, evangelist, other',
  ],
  [
    'hs_v2_latest_time_in_{} | Latest time in "{} (Lifecycle Stage Pipeline)" | num | rc',
    'contactlcs',
    'subscriber, lead, marketingqualifiedlead, salesqualifiedlead, opportunity, customer, evangelist, other',
  ],
  [
    'hs_analytics_{} | Analytics: {} | text | r',
    'analyticsinformation',
    'first_url, last_url, first_referrer, last_referrer, first_touch_converting_campaign, last_touch_converting_campaign, source_data_1, source_data_2',
  ],
  [
    'hs_analytics_{} | Analytics: {} | time | r',
    'analyticsinformation',
    'first_timestamp, last_timestamp, first_visit_timestamp, last_visit_timestamp',
  ],
  [
    'hs_analytics_{} | Analytics: {} | num | r',
    'analyticsinformation',
    'num_visits, num_page_views, num_event_completions, average_page_views, revenue',
  ],
  [
    'hs_{} | {} Drill-Down | text | r',
    'analyticsinformation',
    'latest_source_data_1, latest_source_data_2, latest_source_timestamp',
  ],
  [
    'hs_{} | {} | select | r | ORGANIC_SEARCH=Organic Search, PAID_SEARCH=Paid Search, EMAIL_MARKETING=Email Marketing, SOCIAL_MEDIA=Organic Social, REFERRALS=Referrals, OTHER_CAMPAIGNS=Other Campaigns, DIRECT_TRAFFIC=Direct Traffic, OFFLINE=Offline Sources, PAID_SOCIAL=Paid Social, AI_REFERRALS=AI Referrals',
    'analyticsinformation',
    'analytics_source, latest_source',
  ],
  [
    'hs_email_{} | Marketing emails: {} | num | rc',
    'emailinformation',
    'delivered, open, click, bounce, replied, sends_since_last_engagement',
  ],
  [
    'hs_email_{} | Marketing emails: {} | time | rc',
    'emailinformation',
    'first_send_date, first_open_date, first_click_date, first_reply_date, last_send_date, last_open_date, last_click_date, last_reply_date, recipient_fatigue_recovery_time',
  ],
  [
    'hs_email_{} | Email: {} | bool | r',
    'emailinformation',
    'optout, bad_address, quarantined, is_ineligible, optimal_send_day_of_week_known',
  ],
  [
    'hs_email_{} | Email: {} | text | r',
    'emailinformation',
    'last_email_name, quarantined_reason, hard_bounce_reason, hard_bounce_reason_enum, customer_quarantined_reason, optimal_send_time_of_day, optimal_send_day_of_week',
  ],
  [
    'hs_marketable_{} | Marketing contact {} | text | r',
    'emailinformation',
    'status, reason_id, reason_type, until_renewal',
  ],
  [
    'hs_social_{} | Social clicks: {} | num | r',
    'socialmediainformation',
    'facebook_clicks, google_plus_clicks, linkedin_clicks, twitter_clicks, num_broadcast_clicks',
  ],
  [
    '{} | {} | text | r',
    'conversioninformation',
    'first_conversion_event_name, recent_conversion_event_name, hs_first_conversion_object_ids',
  ],
  ['{} | {} | time | r', 'conversioninformation', 'first_conversion_date, recent_conversion_date'],
  [
    '{} | {} | num | r',
    'conversioninformation',
    'num_conversion_events, num_unique_conversion_events, hs_conversations_visitor_email_count',
  ],
  [
    'hs_{} | Customer feedback: {} | time | r',
    'customersuccessticketproperties',
    'feedback_last_nps_follow_up_date, feedback_last_survey_date, feedback_last_ces_date, feedback_last_csat_date',
  ],
  [
    'hs_feedback_{} | Customer feedback: {} | text | r',
    'customersuccessticketproperties',
    'last_nps_rating, last_nps_follow_up, last_ces_survey_comment, last_csat_survey_comment, show_nps_web_survey, last_survey_name',
  ],
  [
    'hs_feedback_{} | Customer feedback: {} | num | r',
    'customersuccessticketproperties',
    'last_ces_survey_rating, last_csat_survey_rating, last_nps_number, surveys_sent',
  ],
  [
    'hs_intent_{} | Buyer intent: {} | text | r',
    'buyerintent',
    'signals_enabled, paid_up_to_date, visited_pages, last_topic',
  ],
  [
    'hs_{} | {} | bool | rc',
    'contactscripted',
    'has_active_subscription, is_close_date_real, created_by_conversations, lead_is_recycled, current_customer_flag',
  ],
  [
    'hs_{} | {} | num | rc',
    'contactscripted',
    'cross_sell_opportunity, quarter_score, time_between_contact_creation_and_deal_creation, time_between_contact_creation_and_deal_close, notes_next_activity_count, gps_coordinates_age, recent_closed_order_count',
  ],
  ['hs_gps_{} | GPS {} | text | rh', 'contactscripted', 'coordinates, latitude, longitude, error'],
];
