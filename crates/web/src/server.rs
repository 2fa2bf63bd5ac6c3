//! The server: addresses to pages, and what protects every answer.
//!
//! One dispatcher instead of a route for each page: `.csv` and `.json` stand at the end of any path and record ids
//! hold slashes and colons, which patterns would have to repeat everywhere. Pages are synchronous functions, run where
//! blocking is allowed.

use crate::accounts::{self, SignedIn};
use crate::language::Language;
use crate::open_data;
use crate::pages;
use crate::pages::forms::{FormFile, Reply};
use crate::site::Site;
use crate::template::Template;
use crate::upload::{self, Sent};
use crate::visit::{Answer, Format, Visit};
use crate::way::{Way, decode, encode};
use access::{Actor, Duty, Place};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, DefaultBodyLimit, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::routing::any;
use people::audit::Kind;
use std::any::Any;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

/// Largest body of a form, in bytes: a name and a reason fit many times over.
const FORM_LIMIT_BYTES: usize = 64 * 1024;
/// Largest body of a hand-in, in bytes: a hundred thousand rows as a workbook fit.
const UPLOAD_LIMIT_BYTES: usize = 32 << 20;
/// Where files are sent, in either language: hand-ins, and forms that come back.
const UPLOAD_PATHS: [&str; 2] = ["/{language}/registers/hand-in", "/{language}/forms/read"];
/// Longest a request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// The whole service.
pub fn router(site: Arc<Site>, loopback: bool) -> Router {
    let csrf = CsrfLayer::new().with_rejection_response(|_| refused_cross_site());
    let mut router = Router::new().fallback(handle).layer(RequestBodyLimitLayer::new(FORM_LIMIT_BYTES));
    if site.editor || site.accounts.is_some() {
        // Only where somebody may hand in is a large body taken at all.
        let uploads = UPLOAD_PATHS
            .into_iter()
            .fold(Router::new(), |router, path| router.route(path, any(handle)))
            .layer(DefaultBodyLimit::disable())
            .layer(middleware::from_fn_with_state(Arc::clone(&site), only_who_may_hand_in))
            .layer(RequestBodyLimitLayer::new(UPLOAD_LIMIT_BYTES));
        router = router.merge(uploads);
    }
    router
        .with_state(site)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT))
        .layer(csrf)
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::new("application/zip"))),
        )
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(move |request, next| protect(request, next, loopback)))
}

async fn protect(request: Request<Body>, next: Next, loopback: bool) -> Response<Body> {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if !loopback {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    // A form as HTML brings a stricter one of its own.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(CONTENT_POLICY));
    response
}

/// A large body is not even read from somebody who may not send it.
async fn only_who_may_hand_in(State(site): State<Arc<Site>>, request: Request<Body>, next: Next) -> Response<Body> {
    if site.accounts.is_some() {
        let who = who_asks(&site, request.headers());
        let may = who.await.is_some_and(|signed| access::may_somewhere(&signed.account.grants, access::Duty::HandIn));
        if !may {
            return bare_page(StatusCode::FORBIDDEN, |words| (words.error_role_title, words.error_role_lead));
        }
    }
    next.run(request).await
}

/// Who is signed in. Where the store cannot be asked, nobody is.
async fn who_asks(site: &Arc<Site>, headers: &HeaderMap) -> Option<SignedIn> {
    site.accounts.as_ref()?;
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let cookies = text(header::COOKIE)?.to_owned();
    let is_own = crate::site::is_own_name(text(header::HOST).unwrap_or("localhost"));
    let site = Arc::clone(site);
    let found = tokio::task::spawn_blocking(move || accounts::signed_in(site.source(), &cookies, is_own)).await;
    match found {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            eprintln!("shirube: accounts cannot be read: {error}");
            None
        }
        Err(_) => None,
    }
}

/// The network that a request came from: what a proxy on this computer says, else the other end. IPv6 by its first half, since one customer
/// has all of the other.
fn network(headers: &HeaderMap, peer: Option<IpAddr>) -> String {
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let told = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|one| one.trim().parse().ok());
    let address = match peer {
        Some(peer) if peer.is_loopback() => told.unwrap_or(peer),
        Some(peer) => peer,
        None => return String::new(),
    };
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => address.segments().iter().take(4).map(|part| format!("{part:x}:")).collect(),
    }
}

/// An address taken apart.
struct Asked {
    language: Language,
    path: String,
    query: BTreeMap<String, String>,
    format: Format,
}

fn take_apart(uri: &Uri) -> Option<Asked> {
    let path = uri.path().strip_prefix('/')?;
    let (code, rest) = path.split_once('/')?;
    let language = Language::from_code(code)?;
    let mut path = format!("/{}", decode(rest));
    let mut format = Format::Html;
    for (suffix, kind) in [(".csv", Format::Csv), (".json", Format::Json)] {
        if let Some(bare) = path.strip_suffix(suffix) {
            format = kind;
            path = bare.to_owned();
            break;
        }
    }
    if path == "/overview" {
        path = "/".to_owned();
    }
    if path.len() > 1 && path.ends_with('/') {
        path.pop();
    }
    Some(Asked { language, path, query: pairs(uri.query().unwrap_or_default()), format })
}

/// `a=1&b=2` as pairs; the last of a name wins.
fn pairs(text: &str) -> BTreeMap<String, String> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(&name.replace('+', " ")), decode(&value.replace('+', " "))))
        .collect()
}

async fn handle(
    State(site): State<Arc<Site>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Response<Body> {
    if uri.path() == "/" {
        let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut response = redirect(StatusCode::FOUND, &format!("/{}/", Language::accepted(wish).code()));
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
        return response;
    }
    if let Some((text, media_type)) = crate::assets::asset(uri.path()) {
        return asset(text, media_type);
    }
    if let Some(file) = Template::asked(uri.path()).filter(|_| matches!(method, Method::GET | Method::HEAD)) {
        return match tokio::task::spawn_blocking(move || file.bytes(&site.current().plan)).await {
            Ok(Ok(bytes)) => download(bytes, file),
            Ok(Err(error)) => {
                eprintln!("shirube: a template failed: {error}");
                bare_page(StatusCode::INTERNAL_SERVER_ERROR, |words| (words.error_500_title, words.error_500_lead))
            }
            Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping"),
        };
    }
    if let Some(code) = uri.path().strip_prefix('/').filter(|code| Language::from_code(code).is_some()) {
        return redirect(StatusCode::PERMANENT_REDIRECT, &format!("/{code}/"));
    }
    if let Some(name) =
        uri.path().strip_prefix(open_data::PATH).filter(|_| matches!(method, Method::GET | Method::HEAD))
    {
        return open_data::answer(site, &decode(name), &headers).await;
    }
    if uri.path() == "/oai" && matches!(method, Method::GET | Method::HEAD | Method::POST) {
        return harvest(site, method, &uri, &headers, &body).await;
    }
    let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let asked = take_apart(&uri).unwrap_or_else(|| Asked {
        language: Language::accepted(wish),
        path: format!("/no-such-page{}", decode(uri.path())),
        query: BTreeMap::new(),
        format: Format::Html,
    });
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost").to_owned();
    let sent = (method == Method::POST).then(|| sent(&headers, &body));
    if !matches!(method, Method::GET | Method::HEAD | Method::POST) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET, HEAD and POST are served");
    }
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let browser = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let who = Who { account: who_asks(&site, &headers).await, network: network(&headers, peer), browser };
    if asked.path == "/open-data" {
        // Whoever reads what is offered may ask for it next.
        tokio::spawn(open_data::prepare(Arc::clone(&site)));
    }
    // What somebody signed in sees, or a link opens, is kept by no cache.
    let private = site.accounts.is_some() && (who.account.is_some() || asked.path == "/invitation");
    let answered = tokio::task::spawn_blocking(move || answer(&site, asked, sent, &host, who)).await;
    let mut response = match answered {
        Ok(Reply::Page(answer)) => respond(answer),
        Ok(Reply::File(file)) => form_file(file),
        Ok(Reply::WithCookie(answer)) => {
            let mut response = respond(answer.answer);
            if let Some(cookie) = answer.cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            response
        }
        // A panic in a page reaches the outer layer, which writes the apology.
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping"),
        },
    };
    if private {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Who asks, and from where.
struct Who {
    account: Option<SignedIn>,
    network: String,
    browser: String,
}

/// What a form sent. A form with a file that is not whole has no fields, and says so by lacking what is required.
fn sent(headers: &HeaderMap, body: &Bytes) -> Sent {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match upload::boundary(content_type) {
        Some(boundary) => upload::multipart(body, boundary).unwrap_or_default(),
        None => Sent { fields: pairs(&String::from_utf8_lossy(body)), file: None },
    }
}

/// What a harvester asks, by address or as a form.
async fn harvest(site: Arc<Site>, method: Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Response<Body> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let host = site.public_address.as_ref().map_or_else(|| format!("http://{host}"), ToString::to_string);
    let query = match method {
        Method::POST => String::from_utf8_lossy(body).into_owned(),
        _ => uri.query().unwrap_or_default().to_owned(),
    };
    match tokio::task::spawn_blocking(move || crate::harvest::answer(&site, &query, &host)).await {
        Ok(answer) => respond(answer),
        Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "the request could not be answered"),
    }
}

fn answer(site: &Site, asked: Asked, sent: Option<Sent>, host: &str, who: Who) -> Reply {
    let Asked { language, path, mut query, format } = asked;
    let as_of = query.remove("as-of").filter(|value| !value.is_empty());
    let hide_invented = query.remove("invented").is_some_and(|value| value == "hide");
    let (snapshot, wrong) = match site.snapshot(as_of.as_deref(), hide_invented, language.words()) {
        Ok(snapshot) => (snapshot, None),
        Err(problem) => (site.current(), Some(problem)),
    };
    let way = Way { language, as_of: if wrong.is_some() { None } else { as_of }, hide_invented };
    let may_see =
        |signed: &SignedIn| access::permits(Some(&signed.account.grants), Duty::SeeConfidential, &Place::Plan);
    let actor = match &who.account {
        Some(signed) if may_see(signed) => Actor::Office,
        _ => site.actor_of(host),
    };
    let visit =
        Visit { site, snapshot, way, path, query, format, host: format!("http://{host}"), actor, account: who.account };
    let result = match (wrong, sent) {
        (Some(problem), _) => Err(problem),
        (None, Some(sent)) => match crate::routes::check(&visit, Some(&sent.fields)) {
            Err(problem) => Err(problem),
            Ok(()) => match pages::people::act(&visit, &sent.fields, &who.network, &who.browser) {
                Some(done) => done.map(Reply::WithCookie),
                None => pages::act(&visit, &sent).map(Reply::Page),
            },
        },
        (None, None) if pages::forms::is_asked(&visit) => pages::forms::reply(&visit),
        (None, None) => pages::page(&visit).map(Reply::Page),
    };
    enter_look(&visit);
    result.unwrap_or_else(|problem| Reply::Page(pages::error::explain(&visit, problem)))
}

/// Enters in the audit trail that somebody signed in looked where confidential rows open to them. A page is not held back where it cannot be
/// entered (another program writes for long); the log says so.
fn enter_look(visit: &Visit<'_>) {
    let Some(signed) = visit.account.as_ref() else { return };
    let first = visit.path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let packet = visit.path.strip_prefix("/evaluations/");
    let is_packet = packet.is_some_and(|id| crate::routes::may(visit, Duty::SeePacket, id));
    let is_confidential = visit.actor == Actor::Office && matches!(first, "registers" | "records" | "forms");
    if !is_packet && !is_confidential {
        return;
    }
    let who = signed.account.sign_in.as_str();
    let entered = visit.site.source().write_people(|store| store.enter_audit(Kind::Look, who, "saw", &visit.path, ""));
    if let Err(error) = entered {
        eprintln!("shirube: `{who}` saw `{}`, which could not be entered in the audit trail: {error}", visit.path);
    }
}

fn respond(answer: Answer) -> Response<Body> {
    if answer.status == 303 || answer.status == 301 {
        let status = if answer.status == 303 { StatusCode::SEE_OTHER } else { StatusCode::MOVED_PERMANENTLY };
        return redirect(status, &answer.body);
    }
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn redirect(status: StatusCode, to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let safe: String =
        to.chars().map(|c| if c.is_ascii_graphic() { c.to_string() } else { encode(&c.to_string()) }).collect();
    if let Ok(value) = HeaderValue::from_str(&safe) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

fn form_file(file: FormFile) -> Response<Body> {
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(disposition) = HeaderValue::from_str(&file.disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    if let Some(policy) = file.content_policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    response
}

fn download(bytes: Vec<u8>, file: Template) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type()));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name())) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn asset(text: &'static str, media_type: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}

fn plain(status: StatusCode, words: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn refused_cross_site() -> Response<Body> {
    bare_page(StatusCode::FORBIDDEN, |words| (words.error_403_title, words.error_403_cross))
}

#[allow(clippy::needless_pass_by_value, reason = "the layer hands the payload over")]
fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let reason =
        payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
    eprintln!("shirube: a page failed: {}", reason.unwrap_or("no reason given"));
    bare_page(StatusCode::INTERNAL_SERVER_ERROR, |words| (words.error_500_title, words.error_500_lead))
}

/// A page that needs neither plan nor store, in both languages.
fn bare_page(status: StatusCode, say: impl Fn(&crate::words::Words) -> (&'static str, &'static str)) -> Response<Body> {
    let mut body = format!(
        "<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title><link rel=\"stylesheet\" href=\"{}\"></head><body><main class=\"page bare\">",
        say(Language::Ja.words()).0,
        crate::assets::style_address()
    );
    for language in [Language::Ja, Language::En] {
        let (title, lead) = say(language.words());
        let tag = if language == Language::Ja { "h1" } else { "h2" };
        body.push_str(&format!(
            "<div lang=\"{0}\"><{tag}>{title}</{tag}><p class=\"lead\">{lead}</p><p><a href=\"/{0}/\">{1}</a></p></div>",
            language.code(),
            language.words().nav_overview
        ));
    }
    body.push_str("</main></body></html>");
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_into_language_path_and_format() {
        let asked = take_apart(&"/ja/records/doi:10.1/a%20b.json?year=2021&x=%E5%8C%BB".parse().expect("an address"))
            .expect("a page");
        assert_eq!(
            (asked.language, asked.path.as_str(), asked.format),
            (Language::Ja, "/records/doi:10.1/a b", Format::Json)
        );
        assert_eq!(asked.query["x"], "医");
        assert!(take_apart(&"/fr/".parse().expect("an address")).is_none());
        assert_eq!(take_apart(&"/en/overview.csv".parse().expect("an address")).expect("a page").path, "/");
    }
}
