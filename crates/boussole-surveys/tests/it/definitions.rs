use crate::world::{World, code, template};
use boussole_surveys::State;

#[tokio::test]
async fn a_survey_has_a_readable_id_and_an_address_of_its_own() {
    let world = World::new().await;
    let first = world.surveys.survey_create(&world.ctx, " Après la livraison ", template("nps")).await.expect("made");
    let second = world.surveys.survey_create(&world.ctx, "Après la livraison", template("csat")).await.expect("made");
    assert_eq!((first.id.as_str(), second.id.as_str()), ("apres-la-livraison", "apres-la-livraison-2"));
    assert_eq!(first.name, "Après la livraison");
    assert_ne!(first.link, second.link);
    assert_eq!(world.surveys.address(&first), format!("https://cx.example.org/s/{}", first.link));
    let listed = world.surveys.survey_list(&world.ctx).await.expect("a list");
    assert_eq!(listed.iter().map(|survey| survey.id.as_str()).collect::<Vec<_>>(), [&first.id, &second.id]);
    assert_eq!(code(world.surveys.survey_create(&world.ctx, " ", template("nps")).await), "invalid_name");
    let mut wrong = template("nps");
    wrong.questions.clear();
    assert_eq!(code(world.surveys.survey_create(&world.ctx, "Nothing", wrong).await), "out_of_bounds");
}

#[tokio::test]
async fn each_version_stays_and_nobody_overwrites_anothers() {
    let world = World::new().await;
    let survey = world.surveys.survey_create(&world.ctx, "Avis", template("nps")).await.expect("made");
    let save = async |base: i64, name: &str| {
        world.surveys.survey_save(&world.ctx, &survey.id, base, name, template("csat")).await
    };
    assert_eq!(save(1, "Satisfaction").await.expect("saved").version.number, 2);
    assert_eq!(save(2, "Satisfaction").await.expect("nothing was changed").version.number, 2);
    assert_eq!(code(save(1, "Autre").await), "survey_changed");
    let found = world.surveys.survey(&world.ctx, &survey.id).await.expect("found");
    assert_eq!((found.name.as_str(), found.version.number), ("Satisfaction", 2));
    assert_eq!(found.link, survey.link, "the address stays");
    assert_eq!(code(world.surveys.survey(&world.ctx, "other").await), "unknown_survey");
}

#[tokio::test]
async fn only_what_was_never_open_can_be_deleted() {
    let world = World::new().await;
    let draft = world.surveys.survey_create(&world.ctx, "Essai", template("nps")).await.expect("made");
    let set = async |id: &str, state| world.surveys.survey_set_state(&world.ctx, id, state).await;
    assert_eq!(code(set(&draft.id, State::Closed).await), "invalid_state");
    assert_eq!(code(world.surveys.survey_delete(&world.ctx, &draft.id).await), "fine");
    assert_eq!(code(world.surveys.survey_delete(&world.ctx, &draft.id).await), "unknown_survey");
    let open = world.open("Essai", template("nps")).await;
    assert_eq!(open.id, "essai");
    assert_eq!(code(set(&open.id, State::Draft).await), "invalid_state");
    assert_eq!(code(world.surveys.survey_delete(&world.ctx, &open.id).await), "survey_was_open");
    assert_eq!(set(&open.id, State::Closed).await.expect("closed").state, State::Closed);
    assert_eq!(code(world.surveys.survey_delete(&world.ctx, &open.id).await), "survey_was_open");
}

#[tokio::test]
async fn a_company_may_come_with_its_surveys() {
    let world = World::new().await;
    for _ in 0..2 {
        world.surveys.survey_ensure(&world.ctx, "nps-delivery", "Livraison", template("nps")).await.expect("there");
    }
    let listed = world.surveys.survey_list(&world.ctx).await.expect("a list");
    assert_eq!(
        listed.iter().map(|survey| (survey.id.as_str(), survey.state)).collect::<Vec<_>>(),
        [("nps-delivery", State::Open)]
    );
}
