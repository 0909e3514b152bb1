//! What a push that isn't inlined can cost at least: three shapes of it, written by hand.
//!
//! Goal G3 asks for 0.70 of std's time. The length is stored by one call and loaded by the next, so
//! each call waits for the one before; these shapes tell what is left to win beside that.
//! `NOTES.md` has a run's results.

#[cfg(target_arch = "x86_64")]
mod shapes {
    use std::arch::naked_asm;

    /// A vector's parts.
    #[repr(C)]
    pub(crate) struct Parts {
        pub(crate) ptr: *mut u64,
        pub(crate) cap: usize,
        pub(crate) len: usize,
    }

    /// Appends; there must be room.
    pub(crate) type Push = unsafe extern "C" fn(&mut Parts, u64);

    /// Eight instructions, the least: the slow way is left by a jump.
    #[unsafe(naked)]
    pub(crate) unsafe extern "C" fn least(parts: &mut Parts, element: u64) {
        naked_asm!(
            "mov rax, [rdi + 16]",
            "cmp rax, [rdi + 8]",
            "je 2f",
            "mov rcx, [rdi]",
            "mov [rcx + 8*rax], rsi",
            "inc rax",
            "mov [rdi + 16], rax",
            "ret",
            "2: ud2",
        )
    }

    /// As compilers make std's and ours: three registers are saved for the slow way.
    #[unsafe(naked)]
    pub(crate) unsafe extern "C" fn three_saved(parts: &mut Parts, element: u64) {
        naked_asm!(
            "push r15",
            "push r14",
            "push rbx",
            "mov rbx, [rdi + 16]",
            "cmp rbx, [rdi + 8]",
            "je 2f",
            "mov rax, [rdi]",
            "mov [rax + 8*rbx], rsi",
            "inc rbx",
            "mov [rdi + 16], rbx",
            "pop rbx",
            "pop r14",
            "pop r15",
            "ret",
            "2: ud2",
        )
    }

    /// With five.
    #[unsafe(naked)]
    pub(crate) unsafe extern "C" fn five_saved(parts: &mut Parts, element: u64) {
        naked_asm!(
            "push r15",
            "push r14",
            "push r12",
            "push rbx",
            "push rax",
            "mov rbx, [rdi + 16]",
            "cmp rbx, [rdi + 8]",
            "je 2f",
            "mov rax, [rdi]",
            "mov [rax + 8*rbx], rsi",
            "inc rbx",
            "mov [rdi + 16], rbx",
            "add rsp, 8",
            "pop rbx",
            "pop r12",
            "pop r14",
            "pop r15",
            "ret",
            "2: ud2",
        )
    }
}

#[cfg(target_arch = "x86_64")]
fn main() {
    use shapes::{Parts, Push, five_saved, least, three_saved};
    use std::time::Instant;

    const COUNT: u64 = 10_000;
    const ROUNDS: usize = 1_000;
    let shapes: [(&str, Push); 3] =
        [("least", least), ("three registers", three_saved), ("five registers", five_saved)];
    let mut minima = [f64::MAX; 3];
    let mut room = vec![0_u64; COUNT as usize];
    for _ in 0..ROUNDS {
        for ((_, push), minimum) in shapes.iter().zip(&mut minima) {
            let mut parts = Parts { ptr: room.as_mut_ptr(), cap: room.len() + 1, len: 0 };
            let start = Instant::now();
            for number in 0..COUNT {
                // SAFETY: there is room for so many, of which none is written twice.
                unsafe { push(&mut parts, number) };
            }
            *minimum = minimum.min(start.elapsed().as_nanos() as f64 / COUNT as f64);
            assert_eq!(parts.len as u64, COUNT);
            assert!(room.iter().copied().eq(0..COUNT), "each number in its place");
        }
    }
    println!("nanoseconds per push that isn't inlined; the shortest of {ROUNDS} rounds\n");
    for ((name, _), minimum) in shapes.iter().zip(minima) {
        println!("{name:<16} {minimum:.2}  {:.2} of std's shape", minimum / minima[1]);
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn main() {
    eprintln!("written for x86_64 only");
}
