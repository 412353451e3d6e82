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
          hint: nearest: `orders`, `online-retail`, `answers`; or give the path of your own .toml file"#]]
    .assert_eq(&show_refusal(&Recipe::load("order").unwrap_err()));
    expect!["unreadable_recipe: recipe: cannot read the recipe `absent/my.toml`: entity not found"]
        .assert_eq(&show_refusal(&Recipe::load("absent/my.toml").unwrap_err()));
}

#[test]
fn what_is_wrong_is_named_by_file_and_field() {
    check("name = \"shop\"", "", expect!["invalid_recipe: my.toml: name: this key is missing"]);
    check(
        "name = \"shop\"",
        "name = shop",
        expect!["invalid_recipe: my.toml: line 2: not TOML: string values must be quoted, expected literal string"],
    );
    check("name = \"shop\"", "name = 7", expect!["invalid_recipe: my.toml: name: a text is wanted here, not integer"]);
    check(
        "name = \"shop\"",
        "name = \"shop\"\ncurency = \"EUR\"",
        expect![[r#"
        invalid_recipe: my.toml: curency: unknown key
          hint: nearest: `currency`, `source`, `money`"#]],
    );
    check(
        "Europe/Paris",
        "Europe/Pari",
        expect![[r#"
        invalid_recipe: my.toml: timezone: `Europe/Pari` is not a time zone
          hint: use an IANA name like Europe/Paris"#]],
    );
    check(
        "at = \"time\"",
        "at = \"tim\"",
        expect![[r#"
        invalid_recipe: my.toml: tables[orders].types.at: there is no type `tim`
          hint: nearest: `time`, `decimal`, `text`"#]],
    );
    check(
        "file = \"orders*\"",
        "fil = \"orders*\"",
        expect!["invalid_recipe: my.toml: tables[orders].file: this key is missing"],
    );
    check(
        "file = \"orders*\"",
        "file = \"orders*\"\ndelimiter = \"::\"",
        expect!["invalid_recipe: my.toml: tables[orders].delimiter: the delimiter is one character, `tab` or `blanks`"],
    );
    check(
        "file = \"orders*\"",
        "file = \"orders*\"\ntime_formats = [\"%!\"]",
        expect![[r#"
        invalid_recipe: my.toml: tables[orders].time_formats[0]: `%!` is not a time format: strftime formatting failed: found unrecognized specifier directive `!`
          hint: for example %d/%m/%Y %H:%M"#]],
    );
    check(
        "file = \"orders*\"",
        "file = \"orders*\"\njoin = { a = \"b.c\" }",
        expect!["invalid_recipe: my.toml: tables[orders]: the first table streams: it has no join and no relation"],
    );
    check(
        "user_id =",
        "user =",
        expect![[r#"
        invalid_recipe: my.toml: person.identifiers.user: unknown kind of identifier
          hint: nearest: `user_id`, `anonymous_id`, `email`"#]],
    );
    check(
        "time = \"at\"",
        "time = \"id\"",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].time: `id` is of type text, a time or date is wanted
          hint: add `id = "time"` to the types of its table"#]],
    );
    check(
        "time = \"at\"",
        "time = \"at\"\neach = \"reviews\"",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].each: there is no table `reviews`
          hint: nearest: `orders`"#]],
    );
    check(
        "id = \"id\"",
        "id = \"order.id\"",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].properties.id: there is no table `order`
          hint: nearest: `orders`"#]],
    );
    check(
        "id = \"id\"",
        "id = { su = \"amount\" }",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].properties.id.su: unknown key
          hint: nearest: `sum`, `count`, `column`"#]],
    );
    check(
        "id = \"id\"",
        "id = { sum = \"id\" }",
        expect![[r#"
            invalid_recipe: my.toml: events[Order Completed].properties.id.sum: `id` is of type text, numbers are wanted here
              hint: add `id = "decimal"` to the types of its table"#]],
    );
    check(
        "id = \"id\"",
        "id = { sum = \"amount\", count = \"id\" }",
        expect![[r#"
            invalid_recipe: my.toml: events[Order Completed].properties.id.count: unknown key
              hint: nearest: `sum`, `when`"#]],
    );
    check(
        "id = \"id\"",
        "id = { after = [\"at\"] }",
        expect![
            "invalid_recipe: my.toml: events[Order Completed].properties.id.after: two columns are wanted here: is the first after the second"
        ],
    );
    check(
        "key = [\"id\"]",
        "key = []",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].key: a key has at least one column
          hint: leave `key` out if no column tells rows apart"#]],
    );
    check(
        "key = [\"id\"]",
        "when = { column = \"amount\", op = \"~\" }",
        expect![[r#"
        invalid_recipe: my.toml: events[Order Completed].when.op: there is no operator `~`
          hint: nearest: `!=`, `<`, `<=`"#]],
    );
    check(
        "key = [\"id\"]",
        "when = { column = \"amount\", op = \">\", value = \"much\" }",
        expect![
            "invalid_recipe: my.toml: events[Order Completed].when.value: `much` is not of the column's type decimal"
        ],
    );
    check(
        "key = [\"id\"]",
        "when = { op = \">\", value = 1 }",
        expect![
            "invalid_recipe: my.toml: events[Order Completed].when: a condition has `column` and `op`, or `all`, `any` or `not`, or is the name of one"
        ],
    );
    check(
        "name = \"shop\"",
        "name = \"shop\"\nextends = \"nothing\"",
        expect![[r#"
            unknown_recipe: extends: there is no recipe `nothing`
              hint: nearest: `olist`, `costs`, `online-retail`; or give the path of your own .toml file"#]],
    );
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
          hint: nearest: `lines`, `orders`"#]]
    .assert_eq(&refused("id = { first = \"line.product\" }"));
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
