//! Which keys open what, and what is stored of them.

use crate::world::World;
use boussole_core::{Ctx, ProjectId, Role};
use boussole_sources::{Channel, NewSource, SourceName};

#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_its_source_until_it_is_taken_away() {
    let world = World::new().await;
    let shop = world.source("Boutique en ligne").await;
    let (known, secret) = world.sources.secret_key_create(&world.ctx, &shop.id).await.unwrap();
    let opens = |key: &str| {
        world
            .sources
            .find_by_key(key)
            .map(|holder| (holder.event_source.clone(), holder.name.clone(), holder.is_trusted))
    };
    let as_shop = |name: &str, is_trusted| Some(("web:boutique-en-ligne".to_owned(), name.to_owned(), is_trusted));
    assert_eq!(opens(&shop.write_key), as_shop("Boutique en ligne", false));
    assert_eq!(opens(&secret), as_shop("Boutique en ligne", true));
    assert_eq!(opens("wk_somebody"), None);

    let renamed = SourceName::parse("Shop").unwrap();
    world.sources.source_rename(&world.ctx, &shop.id, &renamed).await.unwrap();
    assert_eq!(opens(&shop.write_key), as_shop("Shop", false), "renamed, and the same source");
    world.sources.source_disable(&world.ctx, &shop.id).await.unwrap();
    assert_eq!((opens(&shop.write_key), opens(&secret)), (None, None), "disabled");
    assert_eq!(world.again().await.find_by_key(&secret), None, "disabled after a restart");
    world.sources.source_enable(&world.ctx, &shop.id).await.unwrap();
    assert_eq!(opens(&secret), as_shop("Shop", true), "enabled");
    world.sources.secret_key_revoke(&world.ctx, &shop.id, &known.id).await.unwrap();
    assert_eq!((opens(&secret), opens(&shop.write_key)), (None, as_shop("Shop", false)), "revoked");
    assert!(world.sources.secret_key_revoke(&world.ctx, &shop.id, &known.id).await.is_err(), "revoked twice");
    let again = world.again().await;
    assert_eq!(again.find_by_key(&secret), None);
    assert_eq!(again.find_by_key(&shop.write_key), world.sources.find_by_key(&shop.write_key));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_key_is_nowhere_on_disk() {
    let world = World::new().await;
    let shop = world.source("Shop").await;
    let (_, secret) = world.sources.secret_key_create(&world.ctx, &shop.id).await.unwrap();
    let stored = world.db.dump().await;
    assert_eq!((stored.contains(&shop.write_key), stored.contains(&secret[3..])), (true, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn projects_do_not_see_each_others_sources() {
    let world = World::new().await;
    let shop = world.source("Shop").await;
    let other = Ctx::command_line(ProjectId::parse("other").unwrap());
    assert_eq!(world.sources.source_list(&other).await.unwrap(), []);
    assert!(world.sources.source_disable(&other, &shop.id).await.is_err());
    let new = NewSource { name: shop.name.clone(), channel: Channel::Server };
    let same_name = world.sources.source_create(&other, new).await.unwrap();
    assert_eq!((same_name.id.as_str(), same_name.event_source().as_str()), ("shop", "server:shop"));
    let holder = world.sources.find_by_key(&same_name.write_key).unwrap();
    assert_eq!(holder.project, other.project);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_owner_changes_sources_and_names_are_unique() {
    let world = World::new().await;
    let shop = world.source("Shop").await;
    let new = |name: &str| NewSource { name: SourceName::parse(name).unwrap(), channel: Channel::Web };
    let taken = world.sources.source_create(&world.ctx, new(" Shop ")).await.unwrap_err();
    assert_eq!(taken.to_string(), "name: another source has this name");
    assert_eq!(world.source("shop").await.id, "shop-2");
    world.sources.source_rename(&world.ctx, &shop.id, &shop.name).await.expect("its own name");
    let mut editor = world.ctx.clone();
    editor.role = Role::Editor;
    assert!(world.sources.source_create(&editor, new("B")).await.is_err());
    assert!(world.sources.secret_key_create(&editor, &shop.id).await.is_err());
    for _ in 0..10 {
        world.sources.secret_key_create(&world.ctx, &shop.id).await.unwrap();
    }
    let refused = world.sources.secret_key_create(&world.ctx, &shop.id).await.unwrap_err();
    assert_eq!(refused.to_string(), "a source has at most 10 secret keys");
}
