//! What is decided of a friction is kept, changed and taken back.

use crate::world::World;
use boussole_core::{Role, Scope};
use boussole_frictions::{Decision, Effort};
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_kept_changed_and_taken_back() {
    let World { frictions, owner, .. } = &World::company(600, 1, true).await;
    let found = frictions.list(owner).await.expect("frictions");
    let id = &found.frictions.first().expect("a friction").id;
    assert!(frictions.decisions(owner).await.expect("decisions").is_empty());

    frictions.decide(owner, id, Decision::Act, Some(Effort::Low)).await.expect("decided");
    frictions.decide(owner, id, Decision::Watch, None).await.expect("decided");
    let decided = frictions.decisions(owner).await.expect("decisions");
    assert_eq!((decided.len(), decided[id].decision, decided[id].effort), (1, Decision::Watch, None));
    // The same thing found again is the same friction.
    assert!(frictions.list(owner).await.expect("frictions").frictions.iter().any(|friction| friction.id == *id));

    // Who sees one shop is not told what was decided about all.
    let stores = BTreeSet::from(["Namur".to_owned()]);
    let scope = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
    let limited = boussole_core::Ctx { role: Role::Viewer, scope, ..owner.clone() };
    assert!(frictions.decisions(&limited).await.expect("decisions").is_empty());
    let refused = frictions.decide(&limited, id, Decision::Close, None).await.expect_err("a viewer");
    assert!(refused.to_string().contains("role"), "{refused}");

    let refused = frictions.decide(owner, "none", Decision::Close, None).await.expect_err("there is none");
    assert_eq!(refused.to_string(), "id: there is no such friction");
    frictions.undecide(owner, id).await.expect("taken back");
    assert!(frictions.decisions(owner).await.expect("decisions").is_empty());
}
