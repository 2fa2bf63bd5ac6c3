//! Counting ten million lines against `zcat | wc -l` on the same file: `cargo bench -p usage --bench log`
//!
//! The lines are the real ones of `../shared/real`, again and again, each round a day later and from other addresses. The smaller of two
//! runs each, in turns.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use usage::{Counter, Robots};

const LINES: usize = 10_000_000;

fn main() {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/usage");
    let (Ok(log), Ok(list)) = (
        std::fs::read_to_string(real.join("apache_access_1.log")),
        std::fs::read(real.join("COUNTER_Robots_list.json")),
    ) else {
        println!("SKIPPED: no real log at {}", real.display());
        return;
    };
    let file = std::env::temp_dir().join(format!("shirube-bench-log-{}.gz", std::process::id()));
    write(&log, &file);
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    let mut counted = 0;
    for _ in 0..2 {
        let start = Instant::now();
        let mut counter = Counter::new(Robots::read(&list).expect("the list"), None).expect("a counter");
        counter.file("log.gz", File::open(&file).expect("the log")).expect("a whole log");
        let usage = counter.usage();
        assert_eq!(usage.lines, LINES as u64, "every line");
        counted = usage.fiscal_years.values().map(|year| year.requests.counted).sum();
        ours = ours.min(start.elapsed());
        let start = Instant::now();
        let mut zcat = Command::new("zcat").arg(&file).stdout(Stdio::piped()).spawn().expect("zcat");
        let out = zcat.stdout.take().expect("its output");
        let status = Command::new("wc").arg("-l").stdin(out).stdout(Stdio::null()).status().expect("wc");
        assert!(status.success() && zcat.wait().expect("zcat").success());
        theirs = theirs.min(start.elapsed());
    }
    let _ = std::fs::remove_file(&file);
    println!("{LINES} lines, {counted} requests counted: {ours:.2?}; zcat | wc -l {theirs:.2?}");
    println!("ratio {:.2} (promised: at most 3)", ours.as_secs_f64() / theirs.as_secs_f64());
}

fn write(log: &str, file: &Path) {
    let lines: Vec<&str> = log.lines().collect();
    let mut out = flate2::write::GzEncoder::new(File::create(file).expect("a file"), flate2::Compression::fast());
    let first = jiff::civil::date(2015, 5, 17);
    for round in 0..LINES.div_ceil(lines.len()) {
        let day = first.checked_add(jiff::Span::new().days(i64::try_from(round).expect("few") % 1000)).expect("a day");
        let day = day.strftime("[%d/%b/%Y").to_string();
        let mut text = String::with_capacity(log.len() * 2);
        for (index, line) in lines.iter().enumerate().take(LINES - round * lines.len()) {
            let (Some(blank), Some(open)) = (line.find(' '), line.find('[')) else { continue };
            let number = round * 7 + index % 1000;
            let _ = write!(text, "10.{}.{}.{}", number >> 16 & 255, number >> 8 & 255, number & 255);
            let _ = writeln!(text, "{}{day}{}", &line[blank..open], &line[open + 12..]);
        }
        out.write_all(text.as_bytes()).expect("room on the disk");
    }
    out.finish().expect("room on the disk");
}
