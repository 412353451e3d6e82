use crate::fixture::{Fixture, show_error};
use boussole_import::Recipe;
use expect_test::expect;

const JOINED: &str = r#"
    name = "joined"
    timezone = "UTC"
    currency = "EUR"
    money = ["revenue", "price"]
    [[tables]]
    name = "orders"
    file = "orders.csv"
    types = { at = "time" }
    [[tables]]
    name = "lines"
    file = "lines.csv"
    join = { order_id = "orders.id", shop = "orders.shop" }
    types = { price = "decimal", made = "date" }
    [[tables]]
    name = "products"
    file = "products.csv"
    join = { product = "lines.product" }
    relation = "reference"
    [[tables]]
    name = "reviews"
    file = "reviews.csv"
    join = { line_id = "lines.line_id" }
    types = { score = "integer", at = "time" }
    [person]
    identifiers = { email = "email" }
    [[events]]
    name = "Order Completed"
    key = ["shop", "id"]
    time = "at"
    [events.properties]
    revenue = { sum = "lines.price" }
    n_lines = { count = "lines.line_id" }
    cheapest = { min = "lines.price" }
    dearest = { max = "lines.price" }
    last_made = { max = "lines.made" }
    first = { first = "lines.product" }
    products_sold = { distinct = "lines.product" }
    [events.lines]
    from = "lines"
    properties = { name = "products.name", price = "lines.price" }
    [[events]]
    name = "Review Submitted"
    each = "reviews"
    key = ["reviews.line_id", "reviews.at"]
    time = "reviews.at"
    properties = { score = "reviews.score", product = "products.name", order = "id", shop = "lines.shop" }
"#;

async fn fixture() -> Fixture {
    let fixture = Fixture::new().await;
    fixture.write(
        "orders.csv",
        b"shop,id,email,at\nA,1,Ann@x.fr,2024-01-05\nA,2,bob@x.fr,2024-01-06\nB,1,ann@x.fr,2024-01-07\n",
    );
    fixture.write(
        "lines.csv",
        b"order_id,shop,line_id,product,price,made\n1,A,l1,p2,10.10,2023-05-01\n1,A,l2,p1,9.90,2023-06-01\n1,B,l3,p9,1,\n1,A,l4,p1,,\n,A,l5,p1,1,\n7,A,l6,p1,1,\n1,A,l7,p1,x,\n",
    );
    fixture.write("products.csv", b"product,name\np1,Pen\np2,Ink\np1,Second pen\np7,Unsold\n,Nameless\n");
    fixture.write(
        "reviews.csv",
        b"line_id,score,at\nl1,5,2024-02-01\nl3,1,2024-02-02\nl2,4,2024-02-03\nl2,3,2024-02-04\nl6,2,2024-02-05\n",
    );
    fixture
}

#[tokio::test]
async fn joined_rows_become_sums_lines_and_events_and_orphans_are_rejects() {
    let mut fixture = fixture().await;
    expect![[r#"
        Order Completed: 3 new, 0 same, 0 other
        Review Submitted: 4 new, 0 same, 0 other
        table,file,line,column,value,reason
        lines,lines.csv,8,price,x,not_a_decimal
        lines,lines.csv,6,order_id + shop,,no_parent
        lines,lines.csv,7,order_id + shop,"[""7"",""A""]",no_parent
        reviews,reviews.csv,6,line_id,l6,no_parent"#]]
    .assert_eq(&fixture.outcome(JOINED).await);
    expect![[r#"
        2024-01-05T00:00:00Z {"cheapest":9.90,"dearest":10.10,"first":"p2","last_made":"2023-06-01","n_lines":3,"products_sold":["p1","p2"],"revenue":20.00,"products":[{"name":"Ink","price":10.10},{"name":"Pen","price":9.90},{"name":"Pen"}],"currency":"EUR"}
        2024-01-06T00:00:00Z {"n_lines":0}
        2024-01-07T00:00:00Z {"cheapest":1,"dearest":1,"first":"p9","n_lines":1,"products_sold":["p9"],"revenue":1,"products":[{"price":1}],"currency":"EUR"}"#]].assert_eq(&fixture.stored("Order Completed"));
    expect![[r#"
        2024-01-05T00:00:00Z {"name":"Ink","price":10.10,"currency":"EUR","line":1,"quantity":1,"revenue":10.10}
        2024-01-05T00:00:00Z {"name":"Pen","currency":"EUR","line":3,"quantity":1}
        2024-01-05T00:00:00Z {"name":"Pen","price":9.90,"currency":"EUR","line":2,"quantity":1,"revenue":9.90}
        2024-01-07T00:00:00Z {"price":1,"currency":"EUR","line":1,"quantity":1,"revenue":1}"#]]
    .assert_eq(&fixture.stored("Product Ordered"));
    expect![[r#"
        2024-02-01T00:00:00Z {"order":"1","product":"Ink","score":5,"shop":"A"}
        2024-02-02T00:00:00Z {"order":"1","score":1,"shop":"B"}
        2024-02-03T00:00:00Z {"order":"1","product":"Pen","score":4,"shop":"A"}
        2024-02-04T00:00:00Z {"order":"1","product":"Pen","score":3,"shop":"A"}"#]]
    .assert_eq(&fixture.stored("Review Submitted"));
    expect![[r#"
        Order Completed: 0 new, 3 same, 0 other
        Review Submitted: 0 new, 4 same, 0 other
        table,file,line,column,value,reason
        lines,lines.csv,8,price,x,not_a_decimal
        lines,lines.csv,6,order_id + shop,,no_parent
        lines,lines.csv,7,order_id + shop,"[""7"",""A""]",no_parent
        reviews,reviews.csv,6,line_id,l6,no_parent"#]]
    .assert_eq(&fixture.outcome(JOINED).await);
}

#[tokio::test]
async fn a_recipe_of_several_tables_wants_a_folder() {
    let mut fixture = fixture().await;
    let recipe = Recipe::parse(JOINED, "joined.toml").unwrap();
    let file = fixture.files().join("orders.csv");
    let error = fixture.import_path(&recipe, &file, false).await.unwrap_err();
    expect!["folder_wanted: path: the recipe `joined` has 4 tables, so it wants a folder"]
        .assert_eq(&show_error(&error));
}
