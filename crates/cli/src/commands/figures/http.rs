//! As much of HTTP as measuring a server on this machine needs: GET over one connection that stays open.

use anyhow::{Context as _, bail};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A connection that stays open.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

/// What came back.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    /// From the request's first byte to the answer's last.
    pub(super) took: Duration,
}

impl Connection {
    /// Connects to `HOST:PORT`.
    pub(super) fn open(host: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(host).with_context(|| format!("no connection to {host}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream: BufReader::with_capacity(256 << 10, stream), host: host.to_owned() })
    }

    /// Asks for a path, which is percent-encoded already.
    pub(super) fn get(&mut self, path: &str) -> anyhow::Result<Response> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Language: ja\r\n\r\n", self.host);
        let started = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let first = self.line()?;
        let status = first
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .with_context(|| format!("expected a status line, found `{first}`"))?;
        let mut length = None;
        let mut is_chunked = false;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = Some(value.trim().parse::<usize>().context("a length that is no number")?);
            }
            is_chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
        }
        let mut body = Vec::new();
        if is_chunked {
            loop {
                let size = self.line()?;
                let size = usize::from_str_radix(size.trim(), 16).context("a chunk whose length is no number")?;
                self.take(size, &mut body)?;
                self.line()?;
                if size == 0 {
                    break;
                }
            }
        } else if let Some(length) = length {
            self.take(length, &mut body)?;
        } else {
            bail!("an answer of unknown length");
        }
        Ok(Response { status, body, took: started.elapsed() })
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }

    fn take(&mut self, length: usize, body: &mut Vec<u8>) -> anyhow::Result<()> {
        let start = body.len();
        body.resize(start + length, 0);
        self.stream.read_exact(&mut body[start..])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// What a client makes of an answer.
    fn answered(answer: &'static str) -> anyhow::Result<Response> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let host = listener.local_addr().expect("an address").to_string();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut request = [0; 1024];
            let length = stream.read(&mut request).expect("a request");
            assert!(request[..length].starts_with(b"GET /ja/ HTTP/1.1\r\nHost: "));
            stream.write_all(answer.as_bytes()).expect("a client that reads");
        });
        let response = Connection::open(&host).and_then(|mut connection| connection.get("/ja/"));
        server.join().expect("a server that ends");
        response
    }

    #[test]
    fn an_answer_is_read_to_its_end_however_its_length_is_told() {
        let check = |answer, status, body: &str| {
            let response = answered(answer).expect("an answer");
            assert_eq!((response.status, response.body.as_slice()), (status, body.as_bytes()));
        };
        check("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlakes", 200, "lakes");
        check("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", 404, "");
        check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nlak\r\n2\r\nes\r\n0\r\n\r\n", 200, "lakes");
    }

    #[test]
    fn an_answer_that_ends_early_is_an_error() {
        assert!(answered("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nlakes").is_err());
        assert!(answered("HTTP/1.1 200 OK\r\n\r\nlakes").is_err());
        assert!(answered("lakes\r\n\r\n").is_err());
        assert!(answered("").is_err());
    }
}
