/** Contact properties that people fill in, and the read-only ones HubSpot keeps beside them. */
export const contactRows = `
# contactinformation
email | Email | text | fu
hs_additional_emails | Additional email addresses | multi | x
firstname | First Name | text | f
lastname | Last Name | text | f
salutation | Salutation | text | f
phone | Phone Number | phone | f
mobilephone | Mobile Phone Number | phone | f
fax | Fax Number | phone | f
jobtitle | Job Title | text | f
company | Company Name | text | f
website | Website URL | text | f
address | Street Address | text | f
city | City | text | f
state | State/Region | text | f
zip | Postal Code | text | f
country | Country/Region | text | f
hs_state_code | State/Region Code | text | f
hs_country_region_code | Country/Region Code | text | f
hs_timezone | Time Zone | select | fr | us_slash_eastern=UTC -05:00 US Eastern, us_slash_central=UTC -06:00 US Central, us_slash_pacific=UTC -08:00 US Pacific, europe_slash_london=UTC +00:00 Europe London, europe_slash_berlin=UTC +01:00 Europe Berlin, asia_slash_tokyo=UTC +09:00 Asia Tokyo
hs_language | Preferred language | select | f | en=English, de=German, fr=French, es=Spanish, pt=Portuguese, ja=Japanese, ar=Arabic, nl=Dutch, it=Italian
industry | Industry | text | f
numemployees | Number of Employees | select | fo | 1-5, 5-25, 25-50, 50-100, 100-500, 500-1000, 1000+
annualrevenue | Annual Revenue | text | f
message | Message | area | f
lifecyclestage | Lifecycle Stage | radio | fo | subscriber=Subscriber, lead=Lead, marketingqualifiedlead=Marketing Qualified Lead, salesqualifiedlead=Sales Qualified Lead, opportunity=Opportunity, customer=Customer, evangelist=Evangelist, other=Other
hs_lead_status | Lead Status | radio | fo | NEW=New, OPEN=Open, IN_PROGRESS=In Progress, OPEN_DEAL=Open Deal, UNQUALIFIED=Unqualified, ATTEMPTED_TO_CONTACT=Attempted to Contact, CONNECTED=Connected, BAD_TIMING=Bad Timing
hs_persona | Persona | select | fo |
hs_buying_role | Buying Role | multi | fo | BLOCKER=Blocker, BUDGET_HOLDER=Budget Holder, CHAMPION=Champion, DECISION_MAKER=Decision Maker, END_USER=End User, EXECUTIVE_SPONSOR=Executive Sponsor, INFLUENCER=Influencer, LEGAL_AND_COMPLIANCE=Legal & Compliance, OTHER=Other
hs_role | Employment Role | select | f | accounting=Accounting, administrative=Administrative, business_development=Business Development, communications=Communications, consulting=Consulting, customer_service=Customer Service, design=Design, education=Education, engineering=Engineering, entrepreneurship=Entrepreneurship, finance=Finance, human_resources=Human Resources, information_technology=Information Technology, legal=Legal, marketing=Marketing, operations=Operations, product=Product Management, sales=Sales
hs_seniority | Employment Seniority | select | f | vp=VP, cxo=Executive, director=Director, manager=Manager, senior=Senior, employee=Employee, entry=Entry, owner=Owner, partner=Partner
hs_sub_role | Employment Sub Role | select | f | account_executive=Account Executive, account_manager=Account Manager, data_scientist=Data Scientist, recruiter=Recruiter, sales_operations=Sales Operations, web_developer=Web Developer
hs_legal_basis | Legal basis for processing contact's data | multi | f | Legitimate interest – prospect/lead, Legitimate interest – existing customer, Legitimate interest - other, Performance of a contract, Freely given consent from contact, Not applicable
hs_content_membership_notes | Membership Notes | area |
hs_content_membership_status | Status | select | | active=Active, inactive=Inactive
hs_content_membership_email_confirmed | Email Confirmed | bool | r
hs_content_membership_registered_at | Registered At | time | r
hs_content_membership_follow_up_enqueued_at | Time enrolled in registration follow up emails | time | rh
hs_content_membership_registration_domain_sent_to | Domain to which registration email was sent | text | r
hs_content_membership_registration_email_sent_at | Time registration email was sent | time | r
hs_registered_member | Registered member | num | rc
hs_membership_has_accessed_private_content | Has Accessed Private Content | num | rc
hs_membership_last_private_content_access_date | Last Private Content Access Date | time | rc
hs_full_name_or_email | Full name or email | text | rc
hs_email_domain | Email Domain | text | rc
hs_is_contact | Is a contact | bool | rh
hs_is_unworked | Contact unworked | bool | rc
hs_calculated_phone_number | Calculated Phone Number in International Format | text | rch
hs_calculated_phone_number_area_code | Calculated Phone Number Area Code | text | rch
hs_calculated_phone_number_country_code | Calculated Phone Number Country Code | text | rch
hs_calculated_phone_number_region_code | Calculated Phone Number Region | text | rch
hs_calculated_mobile_number | Calculated Mobile Number in International Format | text | rch
hs_calculated_merged_vids | Calculated Merged Contacts | multi | rchx
hs_all_contact_vids | All vids for a contact | multi | rchx
hs_merged_object_ids | Merged record IDs | multi | rx
hs_searchable_calculated_phone_number | Searchable Phone Number | text | rch
hs_searchable_calculated_mobile_number | Searchable Mobile Number | text | rch
hs_searchable_calculated_international_phone_number | Searchable International Phone Number | text | rch
hs_searchable_calculated_international_mobile_number | Searchable International Mobile Number | text | rch
hs_whatsapp_phone_number | WhatsApp Phone Number | phone | f
hs_linkedin_url | LinkedIn URL | text | f
linkedinbio | LinkedIn Bio | text | f
linkedinconnections | LinkedIn Connections | num |
twitterhandle | Twitter Username | text | f
twitterbio | Twitter Bio | text |
twitterprofilephoto | Twitter Profile Photo | text |
followercount | Follower Count | num |
kloutscoregeneral | Klout Score | num | h
photo | Photo | text | h
hs_avatar_filemanager_key | Avatar FileManager key | text | rh
hs_facebookid | Facebook ID | text | h
hs_linkedinid | Linkedin ID | text | h
hs_twitterid | Twitter ID | text | h
hs_googleplusid | googleplus ID | text | h
hs_google_click_id | Google ad click id | text | r
hs_facebook_click_id | Facebook click id | text | r
hs_ip_timezone | IP Timezone | text | r
ip_city | IP City | text | r
ip_country | IP Country | text | r
ip_country_code | IP Country Code | text | r
ip_state | IP State/Region | text | r
ip_state_code | IP State Code/Region Code | text | r
ip_zipcode | IP Zipcode | text | rh
ip_latlon | IP Location | geo | rh
hs_latest_meeting_activity | Latest meeting activity | time | rc
hs_job_change_detected_date | Job change detected date | date | r
hs_date_last_activity_before_lead | Date of last activity before lead | date | rh
hs_journey_stage | Journey Stage | select | rx
hs_inferred_language_codes | Inferred Language Codes | multi | rx
hs_social_last_engagement | Most Recent Social Engagement | time | rh
hs_pipeline | Pipeline | select | o | contacts-lifecycle-pipeline=Lifecycle Stage Pipeline
hs_pinned_engagement_id | Pinned Engagement ID | num |
hs_unique_creation_key | Unique creation key | text | rhu
hs_object_id | Record ID | num | r
hs_object_source | Record creation source | text | rh
hs_object_source_id | Record creation source ID | text | rh
hs_object_source_label | Record source | select | rx
hs_object_source_detail_1 | Record source detail 1 | text | r
hs_object_source_detail_2 | Record source detail 2 | text | r
hs_object_source_detail_3 | Record source detail 3 | text | r
hs_object_source_user_id | Record creation source user ID | num | rh
hs_created_by_user_id | Created by user ID | num | r
hs_updated_by_user_id | Updated by user ID | num | r
hs_was_imported | Performed in an import | bool | rh
hs_read_only | Read only object | bool | rh
hs_shared_team_ids | Shared teams | multi | x
hs_shared_user_ids | Shared users | multi | x
hs_user_ids_of_all_owners | User IDs of all owners | multi | rhx
hs_user_ids_of_all_notification_followers | User IDs of all notification followers | multi | rhx
hs_user_ids_of_all_notification_unfollowers | User IDs of all notification unfollowers | multi | rhx
hs_all_owner_ids | All Owner IDs | multi | rhx
hs_all_team_ids | All Team IDs | multi | rhx
hs_all_accessible_team_ids | All Accessible Team IDs | multi | rhx
hs_all_assigned_business_unit_ids | Business units | multi | x
hs_owning_teams | Owning Teams | multi | rhx
createdate | Create Date | time | r
lastmodifieddate | Last Modified Date | time | r
closedate | Close Date | time | f
days_to_close | Days To Close | num | rc
date_of_birth | Date of birth | text | f
degree | Degree | text | f
field_of_study | Field of Study | text | f
gender | Gender | text | f
graduation_date | Graduation Date | text | f
job_function | Job function | text | f
marital_status | Marital Status | text | f
military_status | Military status | text | f
relationship_status | Relationship Status | text | f
school | School | text | f
seniority | Seniority | text | f
start_date | Start Date | text | f
work_email | Work email | text | f
company_size | Company size | text | f
owneremail | HubSpot Owner Email (legacy) | text | rh
ownername | HubSpot Owner Name (legacy) | text | rh
surveymonkeyeventlastupdated | SurveyMonkey Event Last Updated | num | h
webinareventlastupdated | Webinar Event Last Updated | num | h
# sales_properties
hubspot_owner_id | Contact owner | select | w
hubspot_owner_assigneddate | Owner Assigned Date | time | r
hubspot_team_id | HubSpot Team | select | rx
hs_sa_first_engagement_date | Date of first engagement | time | rc
hs_sa_first_engagement_descr | Description of first engagement | select | rc | EMAIL, CALL, MEETING
hs_sa_first_engagement_object_type | Type of first engagement | text | rc
hs_sales_email_last_replied | Recent Sales Email Replied Date | time | r
hs_sales_email_last_opened | Recent Sales Email Opened Date | time | r
hs_sales_email_last_clicked | Recent Sales Email Clicked Date | time | r
hs_sequences_enrolled_count | Number of sequences enrolled | num | rc
hs_sequences_actively_enrolled_count | Number of active sequence enrollments | num | rc
hs_sequences_is_enrolled | Currently in Sequence | bool | rc
hs_latest_sequence_enrolled | Last sequence enrolled | num | rc
hs_latest_sequence_enrolled_date | Last sequence enrolled date | time | rc
hs_latest_sequence_ended_date | Last sequence ended date | time | rc
hs_last_sales_activity_date | Last Engagement Date Old | time | rch
hs_last_sales_activity_timestamp | Last Engagement Date | time | rc
hs_last_sales_activity_type | Last Engagement Type | select | rc | EMAIL_OPEN, EMAIL_CLICK, FORM_SUBMITTED, MEETING_BOOKED
engagements_last_meeting_booked | Date of last meeting booked in meetings tool | time | r
engagements_last_meeting_booked_campaign | Campaign of last booking in meetings tool | text | r
engagements_last_meeting_booked_medium | Medium of last booking in meetings tool | text | r
engagements_last_meeting_booked_source | Source of last booking in meetings tool | text | r
notes_last_contacted | Last Contacted | time | r
notes_last_updated | Last Activity Date | time | r
notes_next_activity_date | Next Activity Date | time | r
num_contacted_notes | Number of times contacted | num | r
num_notes | Number of Sales Activities | num | r
hs_count_is_unworked | Count of unengaged contacts | num | rch
hs_count_is_worked | Count of engaged contacts | num | rch
hs_time_to_first_engagement | Lead response time | num | rc
hs_time_to_move_from_lead_to_customer | Time to move from lead to customer | num | rc
hs_time_to_move_from_opportunity_to_customer | Time to move from opportunity to customer | num | rc
hs_time_to_move_from_subscriber_to_customer | Time to move from subscriber to customer | num | rc
hs_time_to_move_from_marketingqualifiedlead_to_customer | Time to move from MQL to customer | num | rc
hs_time_to_move_from_salesqualifiedlead_to_customer | Time to move from SQL to customer | num | rc
hs_predictivecontactscore_v2 | Likelihood to close | num | rc
hs_predictivescoringtier | Contact priority | select | rc | tier_1=Very high, tier_2=High, tier_3=Medium, tier_4=Low
hs_predictivecontactscorebucket | Lead Rating | select | rch | bucket_1, bucket_2, bucket_3
hs_predictivecontactscore | Predictive Lead Score | num | rch
hubspotscore | HubSpot Score | score | rc
hs_prospecting_agent_actively_enrolled_count | Prospecting agents enrolled | num | rc
hs_prospecting_agent_total_enrolled_count | Prospecting agents total enrolled | num | rc
hs_currently_enrolled_in_prospecting_agent | Currently enrolled in prospecting agent | bool | rc
hs_associated_target_accounts | Associated target accounts | rollup | rc
hs_contact_enrichment_opt_out | Contact enrichment opt out | bool |
hs_contact_enrichment_opt_out_timestamp | Contact enrichment opt out timestamp | time | r
hs_is_enriched | Has been enriched | bool | r
hs_enriched_email_bounce_detected | Enriched email bounce detected | bool | r
# deal_information
num_associated_deals | Number of Associated Deals | num | rc
recent_deal_amount | Recent Deal Amount | num | rc
recent_deal_close_date | Recent Deal Close Date | time | rc
first_deal_created_date | First Deal Created Date | time | rc
total_revenue | Total Revenue | num | rc
associatedcompanyid | Primary Associated Company ID | num | r
associatedcompanylastupdated | Associated Company Last Updated | num | rh
# facebook_ads_properties
hs_ad_clicked | Ad clicked | text | rh
hs_facebook_ad_clicked | Clicked Facebook Ad | bool | r
hs_lead_ad_origin | Lead ad origin | text | rh
# multiaccountmanagement
hs_mirrored_from_portal | Mirrored from account | text | rh
`;
