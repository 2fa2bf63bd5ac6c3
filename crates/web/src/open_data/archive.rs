//! A folder as one zip archive, file after file, so that memory holds a piece of one of them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes every file below `folder` into an archive, under `root`; gives the bytes of each by its path with slashes. The same files give the same bytes.
///
/// # Errors
/// If the file system refuses.
pub fn write(folder: &Path, archive: &Path, root: &str) -> io::Result<BTreeMap<String, u64>> {
    let mut sizes = BTreeMap::new();
    list(folder, "", &mut sizes)?;
    let mut writer = ZipWriter::new(BufWriter::new(File::create(archive)?));
    for (name, size) in &sizes {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(*size >= u64::from(u32::MAX));
        writer.start_file(format!("{root}/{name}"), options).map_err(io::Error::other)?;
        io::copy(&mut File::open(folder.join(name))?, &mut writer)?;
    }
    writer.finish().map_err(io::Error::other)?.flush()?;
    Ok(sizes)
}

fn list(folder: &Path, before: &str, sizes: &mut BTreeMap<String, u64>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), sizes)?;
        } else {
            sizes.insert(name, entry.metadata()?.len());
        }
    }
    Ok(())
}
