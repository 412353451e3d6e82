//! The shipped recipes for contacts with the service and for costs: on files written here, and on real ones.

use crate::fixture::{Fixture, check_shipped, real_files, show};
use boussole_import::Recipe;
use expect_test::expect;

const TICKETS: &str = "conversation_id,customer_id,opened_at,resolved_at,channel,topic\n\
                       t1,ann,2025-01-03T10:00:00Z,2025-01-04T09:00:00Z,email,delivery\nt2,bob,2025-01-05T10:00:00Z,,chat,\n";

#[tokio::test]
async fn conversations_with_and_without_their_messages() {
    let messages = "conversation_id,message_id,at,from,text\n\
                    t1,m1,2025-01-03T10:00:00Z,customer,Where is it?\nt1,m2,2025-01-03T11:00:00Z,Zoé,On its way\n\
                    t3,m3,2025-01-03T11:00:00Z,customer,Lost\n";
    check_shipped(
        "conversations",
        &[("tickets.csv", TICKETS)],
        expect![[r#"
        Conversation Opened: 2 new, 0 same, 0 other
        Conversation Resolved: 1 new, 0 same, 0 other

        Conversation Opened
        2025-01-03T10:00:00Z {"channel":"email","conversation_id":"t1","topic":"delivery"}
        2025-01-05T10:00:00Z {"channel":"chat","conversation_id":"t2"}

        Conversation Resolved
        2025-01-04T09:00:00Z {"channel":"email","conversation_id":"t1","topic":"delivery"}"#]],
    )
    .await;
    check_shipped(
        "conversations",
        &[("tickets.csv", TICKETS), ("messages.csv", messages)],
        expect![[r#"
        Conversation Opened: 2 new, 0 same, 0 other
        Conversation Resolved: 1 new, 0 same, 0 other
        Message Received: 1 new, 0 same, 0 other
        Message Sent: 1 new, 0 same, 0 other
        table,file,line,column,value,reason
        messages,messages.csv,4,conversation_id,t3,no_parent

        Conversation Opened
        2025-01-03T10:00:00Z {"channel":"email","conversation_id":"t1","topic":"delivery"}
        2025-01-05T10:00:00Z {"channel":"chat","conversation_id":"t2"}

        Conversation Resolved
        2025-01-04T09:00:00Z {"channel":"email","conversation_id":"t1","topic":"delivery"}

        Message Received
        2025-01-03T10:00:00Z {"channel":"email","conversation_id":"t1","text":"Where is it?"}

        Message Sent
        2025-01-03T11:00:00Z {"channel":"email","conversation_id":"t1","text":"On its way"}"#]],
    )
    .await;
}

#[tokio::test]
async fn without_messages_the_file_of_tickets_is_enough() {
    let mut fixture = Fixture::new().await;
    fixture.write("export.csv", TICKETS.as_bytes());
    let recipe = Recipe::load("conversations").unwrap();
    let file = fixture.files().join("export.csv");
    let report = fixture.import_path(&recipe, &file, false).await.unwrap();
    expect![[r#"
        Conversation Opened: 2 new, 0 same, 0 other
        Conversation Resolved: 1 new, 0 same, 0 other"#]]
    .assert_eq(&show(&report));
}

/// The real log of a help desk, a line for each activity: a conversation is the group of its activities, and the last one
/// resolves it.
const HELP_DESK: &str = r#"
    name = "help-desk"
    extends = "conversations"
    timezone = "Europe/Rome"
    [[tables]]
    name = "tickets"
    file = "helpdesk*"
    group_by = ["conversation_id"]
    lines = "activities"
    rename = { conversation_id = "CaseID", opened_at = "CompleteTimestamp" }
    [[events]]
    name = "Conversation Opened"
    time = { min = "activities.opened_at" }
    properties = { activities = { count = "activities.ActivityID" } }
    [[events]]
    name = "Conversation Resolved"
    time = { max = "activities.opened_at" }
    when = { column = "opened_at", op = "set" }
"#;

#[tokio::test]
async fn a_log_of_activities_is_conversations_in_groups() {
    let mut fixture = Fixture::new().await;
    let recipe = Recipe::parse(HELP_DESK, "help-desk.toml").unwrap();
    let path = real_files("process_logs").join("helpdesk.csv.gz");
    let report = fixture.import_path(&recipe, &path, false).await.unwrap();
    // As DuckDB counts the cases and the lines.
    expect![[r#"
        Conversation Opened: 3804 new, 0 same, 0 other
        Conversation Resolved: 3804 new, 0 same, 0 other
        {"activities": 13710}"#]]
    .assert_eq(&format!("{}\n{:?}", show(&report), report.rows));
}

/// Real threads of a forum, objects with objects in them.
const FORUM: &str = r#"
    name = "forum"
    extends = "conversations"
    [[tables]]
    name = "tickets"
    rename = { conversation_id = "_id", customer_id = "content.username", opened_at = "content.created_at", subject = "content.title", topic = "content.courseware_title" }
"#;

#[tokio::test]
async fn threads_in_json_are_conversations() {
    let mut fixture = Fixture::new().await;
    let recipe = Recipe::parse(FORUM, "forum.toml").unwrap();
    let path = real_files("fun_mooc_threads_fr").join("threads.jsonl.gz");
    let report = fixture.import_path(&recipe, &path, false).await.unwrap();
    expect![[r#"
        Conversation Opened: 100 new, 0 same, 0 other
        86 people"#]]
    .assert_eq(&format!("{}\n{} people", show(&report), report.n_people));
}

#[tokio::test]
async fn calls_are_answered_or_abandoned() {
    let calls = "call_id;phone;started_at;answered_at;outcome;wait_s;duration_s;reason;agent\n\
                 1;+33199000001;2025-01-03T10:00:00Z;2025-01-03T10:00:45Z;answered;45;312.5;delivery;Zoé\n\
                 2;+33199000001;2025-01-03T11:00:00Z;;abandonné;90;;;\n3;;2025-01-03T12:00:00Z;;transferred;5;;;\n";
    check_shipped("calls", &[("calls.csv", calls)], expect![[r#"
        Call Abandoned: 1 new, 0 same, 0 other
        Call Answered: 1 new, 0 same, 0 other
        Call Received: 3 new, 0 same, 0 other

        Call Abandoned
        2025-01-03T11:00:00Z {"call_id":"2","channel":"phone","wait_seconds":90}

        Call Answered
        2025-01-03T10:00:45Z {"agent":"Zoé","call_id":"1","channel":"phone","duration_seconds":312.5,"topic":"delivery","wait_seconds":45}

        Call Received
        2025-01-03T10:00:00Z {"call_id":"1","channel":"phone","topic":"delivery"}
        2025-01-03T11:00:00Z {"call_id":"2","channel":"phone"}
        2025-01-03T12:00:00Z {"call_id":"3","channel":"phone"}"#]]).await;
}

#[tokio::test]
async fn costs_are_of_nobody() {
    let costs = "date,amount,currency,campaign,channel\n2025-01-03,120.50,CHF,Winter,search\n2025-01-03,120.50,CHF,Winter,search\n\
                 2025-01-04,free,,Winter,\n";
    check_shipped(
        "costs",
        &[("costs.csv", costs)],
        expect![[r#"
        Cost Recorded: 2 new, 0 same, 0 other
        table,file,line,column,value,reason
        costs,costs.csv,4,amount,free,not_a_decimal

        Cost Recorded
        2025-01-02T23:00:00Z {"amount":120.50,"campaign":"Winter","channel":"search","currency":"CHF"}
        2025-01-02T23:00:00Z {"amount":120.50,"campaign":"Winter","channel":"search","currency":"CHF"}"#]],
    )
    .await;
}

#[tokio::test]
async fn tickets_of_zendesk() {
    let tickets = "Summation column,Id,Requester,Requester id,Requester external id,Requester email,Assignee,Group,Subject,\
                   Status,Priority,Via,Ticket type,Created at,Updated at,Solved at,Satisfaction Score,Reopens,Replies,\
                   First reply time in minutes,Full resolution time in minutes\n\
                   1,35436,Ann,1,c-17,ann@example.com,Zoé,Support,\"Late, again\",Solved,High,Web form,Problem,2025-01-03 10:00,\
                   2025-01-05 10:00,2025-01-04 09:30,Good,0,2,14,1410\n\
                   1,35437,Bob,2,-,bob@example.com,-,-,Hello,Open,-,Mail,-,2025-01-05 10:00,2025-01-05 10:00,-,Offered,-,-,-,-\n";
    check_shipped("zendesk", &[("tickets.csv", tickets)], expect![[r#"
        Conversation Opened: 2 new, 0 same, 0 other
        Conversation Resolved: 1 new, 0 same, 0 other
        Survey Answered: 1 new, 0 same, 0 other

        Conversation Opened
        2025-01-03T09:00:00Z {"channel":"Web form","conversation_id":"35436","subject":"Late, again"}
        2025-01-05T09:00:00Z {"channel":"Mail","conversation_id":"35437","subject":"Hello"}

        Conversation Resolved
        2025-01-04T08:30:00Z {"channel":"Web form","conversation_id":"35436","first_reply_minutes":14,"priority":"High","reopened":0,"replies":2,"resolution_minutes":1410,"team":"Support","topic":"Problem"}

        Survey Answered
        2025-01-04T08:30:00Z {"conversation_id":"35436","score":5,"step":"support","survey":"csat"}"#]]).await;
}
