use boussole_core::Refusal;

/// Does work that keeps a thread busy where it keeps nobody waiting.
///
/// # Errors
/// Fails as the work does, and refuses with `stopping` when the server stops before it begins.
///
/// # Panics
/// Panics when the work does.
pub async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<Refusal> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failure) => match failure.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Refusal::new("stopping", "the server is stopping").hint("ask again in a moment").into()),
        },
    }
}
