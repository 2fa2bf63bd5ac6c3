//! A file as the body of an answer, read piece by piece as the reader takes it.
//!
//! A piece is read where blocking is allowed, and nothing waits between two pieces: a slow reader costs one piece of memory and no thread.

use super::Files;
use axum::body::{Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::task::{JoinHandle, spawn_blocking};

/// Bytes of a piece.
const PIECE: usize = 256 << 10;

type Piece = (File, io::Result<Vec<u8>>);

/// A file being sent.
pub struct FileBody {
    /// Between two pieces.
    idle: Option<File>,
    /// While one is read.
    reading: Option<JoinHandle<Piece>>,
    left: u64,
    /// Holds the folder until the last piece is sent.
    _files: Arc<Files>,
}

impl FileBody {
    /// Opens a file of `size` bytes.
    ///
    /// # Errors
    /// If the file system refuses.
    pub async fn open(path: PathBuf, size: u64, files: Arc<Files>) -> io::Result<Self> {
        let file = spawn_blocking(move || File::open(path)).await.map_err(io::Error::other)??;
        Ok(Self { idle: Some(file), reading: None, left: size, _files: files })
    }
}

fn read(mut file: File, most: usize) -> Piece {
    let mut piece = vec![0; most];
    let done = file.read_exact(&mut piece).map(|()| piece);
    (file, done)
}

impl HttpBody for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let most = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        if let Some(file) = self.idle.take() {
            self.reading = Some(spawn_blocking(move || read(file, most)));
        }
        let Some(reading) = &mut self.reading else { return Poll::Ready(None) };
        let came = ready!(Pin::new(reading).poll(context));
        self.reading = None;
        let piece = came.map_err(io::Error::other).and_then(|(file, piece)| piece.map(|piece| (file, piece)));
        Poll::Ready(Some(match piece {
            Ok((file, piece)) => {
                self.idle = Some(file);
                self.left = self.left.saturating_sub(piece.len() as u64);
                Ok(Frame::data(Bytes::from(piece)))
            }
            Err(error) => {
                self.left = 0;
                Err(error)
            }
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
