use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

/// Describes a text that is one of a few words, so that the description takes them from where they are parsed: a type to be
/// named in `#[schema(value_type = …)]`.
///
/// `words!(pub(crate) TaxWord as "Tax", [Tax::Included, Tax::Excluded].map(Tax::as_str));`
#[macro_export]
macro_rules! words {
    ($visible:vis $name:ident as $shown:literal, $words:expr) => {
        #[doc = concat!("The words of `", $shown, "` in the description.")]
        $visible enum $name {}

        impl ::utoipa::PartialSchema for $name {
            fn schema() -> ::utoipa::openapi::RefOr<::utoipa::openapi::schema::Schema> {
                $crate::words_schema($words)
            }
        }

        impl ::utoipa::ToSchema for $name {
            fn name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed($shown)
            }
        }
    };
}

/// Describes a text that is one of `words`.
pub fn words_schema(words: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
}
