//! The shipped recipes for reviews and answers: on files that look like the exports they are for, and on real ones.

use crate::fixture::{Fixture, check_shipped, real_files, show};
use boussole_import::Recipe;
use expect_test::expect;
use serde_json::Value;

#[tokio::test]
async fn reviews_of_any_shop() {
    let reviews = "review_id,customer_id,date,rating,title,text,product,verified\n\
                   r1,ann,2025-01-03T10:00:00Z,5,Lovely,\"Soft, warm\",scarf,yes\nr2,,2025-01-04,1,,Torn,scarf,no\n\
                   r3,bob,2025-01-05,five,,,scarf,\nr4,bob,2025-01-06,,Just words,,,\n";
    check_shipped("reviews", &[("reviews.csv", reviews)], expect![[r#"
        Review Submitted: 3 new, 0 same, 0 other
        table,file,line,column,value,reason
        reviews,reviews.csv,4,rating,five,not_an_integer

        Review Submitted
        2025-01-03T10:00:00Z {"product_id":"scarf","review_id":"r1","score":5,"text":"Soft, warm","title":"Lovely","verified":true}
        2025-01-03T23:00:00Z {"product_id":"scarf","review_id":"r2","score":1,"text":"Torn","verified":false}
        2025-01-05T23:00:00Z {"review_id":"r4","title":"Just words"}"#]]).await;
}

/// The real reviews of French insurers: with columns of other names, days of another form and nicknames for customers.
const INSURERS: &str = r#"
    name = "insurers"
    extends = "reviews"
    timezone = "Europe/Paris"
    [[tables]]
    name = "reviews"
    time_formats = ["%d/%m/%Y"]
    rename = { date = "date_publication", rating = "note", text = "avis", customer_id = "auteur", product = "produit", store = "assureur" }
"#;

#[tokio::test]
async fn real_reviews_need_only_other_names_of_columns() {
    let mut fixture = Fixture::new().await;
    let recipe = Recipe::parse(INSURERS, "insurers.toml").unwrap();
    let path = real_files("avis_assurance_fr").join("avis_labelled.csv.gz");
    let report = fixture.import_path(&recipe, &path, false).await.unwrap();
    expect!["Review Submitted: 16837 new, 0 same, 0 other"].assert_eq(&show(&report));
    let scores =
        fixture.each("Review Submitted", |_, props| serde_json::from_str::<Value>(props).unwrap()["score"].as_i64());
    // As Python's csv module counts and adds them up.
    let sum: i64 = scores.iter().flatten().sum();
    expect!["16837 reviews, 48011 stars, 16632 people"].assert_eq(&format!(
        "{} reviews, {sum} stars, {} people",
        scores.len(),
        report.n_people
    ));
}

#[tokio::test]
async fn reviews_on_google() {
    let reviews = concat!(
        r#"{"name":"accounts/1/locations/2/reviews/a","reviewId":"a","reviewer":{"displayName":"Ann","isAnonymous":false},"starRating":"FIVE","comment":"Très bien","createTime":"2026-03-01T10:00:00.123456789Z","updateTime":"2026-03-01T10:00:00Z","reviewReply":{"comment":"Merci","updateTime":"2026-03-02T10:00:00Z"}}"#,
        "\n",
        r#"{"name":"accounts/1/locations/2/reviews/b","reviewId":"b","reviewer":{"isAnonymous":true},"starRating":"TWO","createTime":"2026-03-02T10:00:00Z"}"#,
        "\n"
    );
    check_shipped("google-reviews", &[("google-reviews.jsonl", reviews)], expect![[r#"
        Review Submitted: 2 new, 0 same, 0 other

        Review Submitted
        2026-03-01T10:00:00.123Z {"author":"Ann","channel":"google","review_id":"accounts/1/locations/2/reviews/a","score":5,"text":"Très bien"}
        2026-03-02T10:00:00Z {"channel":"google","review_id":"accounts/1/locations/2/reviews/b","score":2}"#]]).await;
}

#[tokio::test]
async fn answers_of_qualtrics() {
    let answers = "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,\
                   RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,DistributionChannel,UserLanguage,\
                   Q1_NPS_GROUP,Q1,Q2\n\
                   Start Date,End Date,Response Type,IP Address,Progress,Duration (in seconds),Finished,Recorded Date,\
                   Response ID,Recipient Last Name,Recipient First Name,Recipient Email,External Data Reference,\
                   Distribution Channel,User Language,\"How likely are you to recommend us?\n(0 to 10) - Group\",\
                   How likely are you to recommend us?,Why?\n\
                   \"{\"\"ImportId\"\":\"\"startDate\"\"}\",b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r\n\
                   2025-01-03 10:00:00,2025-01-03 10:02:00,IP Address,192.0.2.1,100,120,True,2025-01-03 10:02:05,R_1,Doe,Ann,\
                   ann@example.com,c-17,email,FR,Promoter,9,\"Simple, rapide\"\n\
                   2025-01-03 11:00:00,2025-01-03 11:02:00,Survey Preview,,100,9,True,2025-01-03 11:02:05,R_2,,,,,preview,EN,\
                   Detractor,0,test\n\
                   2025-01-03 12:00:00,2025-01-03 12:02:00,IP Address,192.0.2.2,50,9,False,2025-01-03 12:02:05,R_3,,,,,anonymous,\
                   EN,,,\n\
                   2025-01-03 13:00:00,2025-01-03 13:02:00,0,192.0.2.2,60,9,0,2025-01-03 13:02:05,R_4,,,,,anonymous,EN,3,0,\n";
    check_shipped("qualtrics", &[("survey.csv", answers)], expect![[r#"
        Survey Answered: 2 new, 0 same, 0 other

        Survey Answered
        2025-01-03T09:02:05Z {"answer_id":"R_1","channel":"email","finished":true,"language":"FR","score":9,"survey":"nps","text":"Simple, rapide"}
        2025-01-03T12:02:05Z {"answer_id":"R_4","channel":"anonymous","finished":false,"language":"EN","score":0,"survey":"nps"}"#]]).await;
}
