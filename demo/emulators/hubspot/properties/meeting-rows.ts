/** Meeting properties, HubSpot's own. */
export const meetingRows = `
# meeting_info
hs_timestamp | Activity date | time |
hs_meeting_title | Meeting name | text |
hs_meeting_body | Meeting description | html |
hs_internal_meeting_notes | Internal meeting notes | html |
hs_meeting_start_time | Meeting start time | time |
hs_meeting_end_time | Meeting end time | time |
hs_meeting_outcome | Meeting outcome | select | o | SCHEDULED=Scheduled, COMPLETED=Completed, RESCHEDULED=Rescheduled, NO_SHOW=No show, CANCELED=Canceled
hs_meeting_location | Meeting location | text |
hs_meeting_location_type | Location type | select | | ADDRESS=Address, CUSTOM=Custom, PHONE=Phone
hs_meeting_external_url | External meeting URL | text |
hs_activity_type | Call and meeting type | select | o | Discovery, Demo, Follow up, Kick-off
hubspot_owner_id | Activity assigned to | select | w
hs_attachment_ids | Attached file IDs | multi | x
hs_attendee_owner_ids | Attendee owner IDs | multi | w
hs_video_conference_url | Video conference URL | text |
hs_meeting_calendar_event_hash | Calendar event hash | text | rh
hs_meeting_change_id | Meeting change ID | text | rh
hs_meeting_created_from_link_id | Created from scheduling page | text | r
hs_meeting_ms_teams_payload | Microsoft Teams payload | text | rh
hs_meeting_payments_session_id | Payments session ID | text | rh
hs_meeting_pre_meeting_prospect_reminders | Pre-meeting reminders | text | rh
hs_meeting_source | Meeting source | select | r | BIDIRECTIONAL_SYNC=Calendar sync, CRM_UI=CRM, INTEGRATION=Integration, MEETINGS_PUBLIC=Scheduling page
hs_meeting_source_id | Meeting source ID | text | r
hs_meeting_web_conference_meeting_id | Web conference meeting ID | text | rh
hs_contact_first_outreach_date | Contact first outreach date | time | rh
hs_include_description_in_reminder | Include description in reminder | bool | h
hs_guest_emails | Guest emails | multi | rhx
hs_scheduled_tasks | Scheduled tasks | json | rh
hs_outcome_canceled_count | Outcome canceled count | num | rc
hs_outcome_completed_count | Outcome completed count | num | rc
hs_outcome_no_show_count | Outcome no show count | num | rc
hs_outcome_rescheduled_count | Outcome rescheduled count | num | rc
hs_outcome_scheduled_count | Outcome scheduled count | num | rc
hs_time_to_book_meeting_from_first_contact | Time to book meeting from first contact | num | rc
hs_body_preview | Body preview | text | r
hs_body_preview_html | Body preview HTML | html | r
hs_body_preview_is_truncated | Body preview truncated | bool | r
hs_product_name | Product name | text | rh
hs_engagement_source | Engagement source | text | r
hs_engagement_source_id | Engagement source ID | text | r
hs_engagements_last_contacted | Last contacted | time | rh
hs_at_mentioned_owner_ids | At-mentioned owner IDs | multi | rhx
hs_follow_up_action | Follow up action | text | rh
hs_follow_up_context | Follow up context | text | rh
hs_gdpr_deleted | GDPR deleted | bool | rh
hs_queue_membership_ids | Queue memberships | multi | rhx
hs_modified_by | Updated by | num | r
hs_created_by | Created by | num | r
hs_createdate | Create date | time | r
hs_lastmodifieddate | Last modified date | time | r
hs_object_id | Record ID | num | r
hs_object_source | Record creation source | text | rh
hs_object_source_id | Record creation source ID | text | rh
hs_object_source_label | Record source | select | rx
hs_object_source_user_id | Record creation source user ID | num | rh
hs_unique_creation_key | Unique creation key | text | rhu
hs_unique_id | Unique ID | text | rh
hs_created_by_user_id | Created by user ID | num | r
hs_updated_by_user_id | Updated by user ID | num | r
hs_was_imported | Performed in an import | bool | rh
hs_read_only | Read only object | bool | rh
hs_shared_team_ids | Shared teams | multi | x
hs_all_owner_ids | All owner IDs | multi | rhx
hs_all_team_ids | All team IDs | multi | rhx
hubspot_owner_assigneddate | Owner assigned date | time | r
hubspot_team_id | HubSpot team | select | rx
`;

/** Company properties: just enough for a contact to belong to one. */
export const companyRows = `
# companyinformation
name | Company name | text | f
domain | Company Domain Name | text | f
phone | Phone Number | phone | f
website | Website URL | text | f
industry | Industry | text | f
numberofemployees | Number of Employees | num | f
city | City | text | f
country | Country/Region | text | f
hubspot_owner_id | Company owner | select | w
hs_object_id | Record ID | num | r
hs_object_source | Record creation source | text | rh
hs_object_source_id | Record creation source ID | text | rh
hs_object_source_label | Record source | select | rx
createdate | Create Date | time | r
hs_lastmodifieddate | Last Modified Date | time | r
`;
