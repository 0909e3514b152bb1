//! One process: started, waited for, and ended when it takes too long.

use std::fmt;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A case takes milliseconds, and about a second under valgrind.
const LONGEST: Duration = Duration::from_secs(120);

/// How a process ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With this code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// Ended by us.
    TooLong,
    /// It never began.
    NotStarted(String),
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "exit code {code}"),
            Self::Signal(signal) => write!(f, "signal {signal}"),
            Self::TooLong => write!(f, "still running after {} s", LONGEST.as_secs()),
            Self::NotStarted(why) => write!(f, "not started: {why}"),
        }
    }
}

/// A process that has ended, and what it wrote.
#[derive(Clone, Debug)]
pub struct Finished {
    /// How it ended.
    pub ending: Ending,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error, where checkers report.
    pub stderr: String,
}

/// Runs the command to its end.
#[must_use]
pub fn finish(mut command: Command) -> Finished {
    let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match piped.spawn() {
        Ok(child) => child,
        Err(e) => {
            let ending = Ending::NotStarted(format!("{command:?}: {e}"));
            return Finished { ending, stdout: String::new(), stderr: String::new() };
        }
    };
    // Read by threads, or a process that writes much would wait for us for ever.
    let stdout = child.stdout.take().map(|pipe| thread::spawn(|| read_all(pipe)));
    let stderr = child.stderr.take().map(|pipe| thread::spawn(|| read_all(pipe)));
    let started = Instant::now();
    let ending = loop {
        match child.try_wait() {
            Ok(Some(status)) => match (status.code(), status.signal()) {
                (Some(code), _) => break Ending::Code(code),
                (None, signal) => break Ending::Signal(signal.unwrap_or_default()),
            },
            Ok(None) if started.elapsed() < LONGEST => thread::sleep(Duration::from_millis(3)),
            // It may have ended meanwhile: then there is nothing to kill.
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                break Ending::TooLong;
            }
        }
    };
    let text = |reader: Option<thread::JoinHandle<String>>| {
        reader.and_then(|reader| reader.join().ok()).unwrap_or_default()
    };
    Finished { ending, stdout: text(stdout), stderr: text(stderr) }
}

fn read_all(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    // What was read before an error is kept: the verdict will show what is missing.
    let _ = pipe.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
