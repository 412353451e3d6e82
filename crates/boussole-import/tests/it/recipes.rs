use crate::fixture::{SHOP, show_refusal};
use boussole_import::Recipe;
use expect_test::{Expect, expect};

/// Shows why the recipe is refused once `from` is replaced by `to`.
fn check(from: &str, to: &str, expected: Expect) {
    assert!(SHOP.contains(from), "{from}");
    let shown = match Recipe::parse(&SHOP.replace(from, to), "my.toml") {
        Ok(recipe) => format!("the recipe {}", recipe.name()),
        Err(refusal) => show_refusal(&refusal),
    };
    expected.assert_eq(&shown);
}

#[test]
fn shipped_recipes_are_found_by_name_and_are_valid() {
    let names = Recipe::shipped();
    assert!(names.contains(&"olist".to_owned()) && names.contains(&"orders".to_owned()), "{names:?}");
    for name in names {
        let recipe = Recipe::load(&name).unwrap();
        assert_eq!(recipe.name(), name);
        assert_ne!(recipe.title("fr"), recipe.title("en"));
    }
    expect![[r#"
        unknown_recipe: recipe: there is no recipe `order`
          hint: nearest: `orders`, `olist`; or give the path of your own .toml file"#]].assert_eq(&show_refusal(&Recipe::load("order").unwrap_err()));
    expect!["unreadable_recipe: recipe: cannot read the recipe `absent/my.toml`: entity not found"].assert_eq(&show_refusal(&Recipe::load("absent/my.toml").unwrap_err()));
}

#[test]
fn what_is_wrong_is_named_by_file_and_field() {
    check("name = \"shop\"", "", expect![[""]]);
    check("name = \"shop\"", "name = shop", expect![[""]]);
    check("name = \"shop\"", "name = 7", expect![[""]]);
    check("name = \"shop\"", "name = \"shop\"\ncurency = \"EUR\"", expect![[""]]);
    check("Europe/Paris", "Europe/Pari", expect![[""]]);
    check("at = \"time\"", "at = \"tim\"", expect![[""]]);
    check("file = \"orders*\"", "fil = \"orders*\"", expect![[""]]);
    check("file = \"orders*\"", "file = \"orders*\"\ndelimiter = \"::\"", expect![[""]]);
    check("file = \"orders*\"", "file = \"orders*\"\ntime_formats = [\"%Q!\"]", expect![[""]]);
    check("file = \"orders*\"", "file = \"orders*\"\njoin = { a = \"b.c\" }", expect![[""]]);
    check("user_id =", "user =", expect![[""]]);
    check("time = \"at\"", "time = \"id\"", expect![[""]]);
    check("time = \"at\"", "time = \"at\"\neach = \"reviews\"", expect![[""]]);
    check("id = \"id\"", "id = \"order.id\"", expect![[""]]);
    check("id = \"id\"", "id = { su = \"amount\" }", expect![[""]]);
    check("id = \"id\"", "id = { sum = \"id\" }", expect![[""]]);
    check("id = \"id\"", "id = { sum = \"amount\", count = \"id\" }", expect![[""]]);
    check("id = \"id\"", "id = { after = [\"at\"] }", expect![[""]]);
    check("key = [\"id\"]", "key = []", expect![[""]]);
    check("key = [\"id\"]", "when = { column = \"amount\", op = \"~\" }", expect![[""]]);
    check("key = [\"id\"]", "when = { column = \"amount\", op = \">\", value = \"much\" }", expect![[""]]);
    check("key = [\"id\"]", "when = { op = \">\", value = 1 }", expect![[""]]);
    check("name = \"shop\"", "name = \"shop\"\nextends = \"nothing\"", expect![[""]]);
}

#[test]
fn many_values_where_one_is_wanted_are_refused() {
    let joined = r#"
    [[tables]]
    name = "lines"
    file = "lines*"
    join = { order = "orders.id" }
    [person]"#;
    let with_lines = |property: &str| SHOP.replace("[person]", joined).replace("id = \"id\"", property);
    let refused = |property: &str| show_refusal(&Recipe::parse(&with_lines(property), "my.toml").unwrap_err());
    expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].properties.id: `lines.product` has many values here, because `lines` are children
          hint: say which: { first = "lines.product" }, sum, count, min, max or distinct"#]].assert_eq(&refused("id = \"lines.product\""));
    assert!(Recipe::parse(&with_lines("id = { first = \"lines.product\" }"), "my.toml").is_ok());
    expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].properties.id.first: there is no table `line`
          hint: nearest: `lines`, `orders`"#]].assert_eq(&refused("id = { first = \"line.product\" }"));
}

#[test]
fn a_recipe_may_stand_on_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("base.toml"), SHOP).unwrap();
    std::fs::write(path("mine.toml"), "name = \"mine\"\nextends = \"base.toml\"\ncurrency = \"EUR\"\n").unwrap();
    let recipe = Recipe::load(&path("mine.toml")).unwrap();
    assert_eq!((recipe.name(), recipe.currency(), recipe.timezone()), ("mine", Some("EUR"), Some("Europe/Paris")));
    std::fs::write(path("ring.toml"), "name = \"ring\"\nextends = \"ring.toml\"\n").unwrap();
    let refusal = Recipe::load(&path("ring.toml")).unwrap_err();
    assert!(refusal.message.contains("stand upon each other"), "{refusal}");
}
