//! Zig's std as a contender: the loops of src/workloads, with the same sums. Contender 0 is on
//! C's heap; contender 1 on an ArenaAllocator, and on a FixedBufferAllocator where the buffer is.

const std = @import("std");
const Allocator = std.mem.Allocator;

const Triple = [3]u64;
const Layout = extern struct { size: usize, alignment: usize };
const Entry = extern struct { number: u64, word: [*]const u8, length: usize };

/// `ForeignInput` of peers.hpp.
const Input = extern struct {
    count: u64,
    repeats: u64,
    seed: u64,
    lengths: [*]const usize,
    lengths_count: usize,
    numbers: [*]const u64,
    order: [*]const u8,
    order_count: usize,
    layouts: [*]const Layout,
    layouts_count: usize,
    buffer_layouts: [*]const Layout,
    buffer_layouts_count: usize,
    fills: u64,
    entries: [*]const Entry,
    entries_count: usize,
};

inline fn escape(p: *const anyopaque) void {
    asm volatile (""
        :
        : [p] "r" (p),
        : .{ .memory = true });
}

inline fn hidden(number: u64) u64 {
    return asm volatile (""
        : [out] "=r" (-> u64),
        : [in] "0" (number),
    );
}

/// Moves the code behind it.
inline fn displace(comptime place: u32) void {
    inline for (0..place * 16) |_| asm volatile ("nop");
}

const Measured = struct {
    inline fn vector(_: *Measured, numbers: []const u64) void {
        escape(numbers.ptr);
    }
    inline fn text(_: *Measured, bytes: []const u8) void {
        escape(bytes.ptr);
    }
    inline fn value(_: *Measured, p: *const Triple) void {
        escape(p);
    }
    inline fn block(_: *Measured, p: [*]u8, _: Layout) void {
        escape(p);
    }
    fn reset(_: *Measured) void {}
};

const Block = struct { p: [*]u8, size: usize, tag: u8 };

const Checked = struct {
    total: u64 = 0,
    summed: usize,
    blocks: std.ArrayList(Block) = .empty,

    fn add(self: *Checked, number: u64) void {
        self.total = (std.math.rotl(u64, self.total, 5) ^ number) *% 0x9e3779b97f4a7c15;
    }
    fn vector(self: *Checked, numbers: []const u64) void {
        for (numbers) |n| self.add(n);
    }
    fn text(self: *Checked, bytes: []const u8) void {
        for (bytes) |b| self.add(b);
    }
    fn value(self: *Checked, p: *const Triple) void {
        for (p) |n| self.add(n);
    }
    fn block(self: *Checked, p: [*]u8, layout: Layout) void {
        if (@intFromPtr(p) % layout.alignment != 0) @panic("alignment");
        if (self.blocks.items.len < self.summed) self.add(layout.size);
        const tag = @as(u8, @truncate(self.total >> 56)) +% @as(u8, @truncate(self.blocks.items.len));
        @memset(p[0..layout.size], tag);
        self.blocks.append(std.heap.c_allocator, .{ .p = p, .size = layout.size, .tag = tag }) catch
            @panic("memory");
    }
    fn reset(self: *Checked) void {
        // Goal G9's number, which Rust counts operations by.
        const count = self.blocks.items.len;
        if (self.summed == 800 and count != 0 and count != 872) @panic("blocks that fit");
        for (self.blocks.items) |b| {
            for (b.p[0..b.size]) |byte| if (byte != b.tag) @panic("overlap");
        }
        self.blocks.clearRetainingCapacity();
    }
};

noinline fn outlinedPush(gpa: Allocator, v: *std.ArrayList(u64), n: u64) void {
    v.append(gpa, n) catch @panic("memory");
}

inline fn push(gpa: Allocator, in: *const Input, watch: anytype, comptime outlined: bool) void {
    for (0..in.repeats) |_| {
        var v: std.ArrayList(u64) = .empty;
        const end = hidden(in.count);
        var n: u64 = 0;
        while (n < end) : (n += 1) {
            if (outlined) outlinedPush(gpa, &v, n) else v.append(gpa, n) catch @panic("memory");
        }
        watch.vector(v.items);
        v.deinit(gpa);
    }
}

inline fn extend(gpa: Allocator, in: *const Input, watch: anytype) void {
    for (0..in.repeats) |_| {
        var v: std.ArrayList(u64) = .empty;
        for (0..in.count / in.lengths_count) |_| {
            for (in.lengths[0..in.lengths_count]) |length| {
                v.appendSlice(gpa, in.numbers[0..length]) catch @panic("memory");
            }
        }
        watch.vector(v.items);
        v.deinit(gpa);
    }
}

inline fn box(gpa: Allocator, n: u64) *Triple {
    const p = gpa.create(Triple) catch @panic("memory");
    p.* = .{ n, n, n };
    return p;
}

inline fn pairs(gpa: Allocator, in: *const Input, watch: anytype) void {
    for (0..in.repeats) |r| {
        const first = in.seed + r;
        const end = hidden(first + in.count);
        var n = hidden(first);
        while (n < end) : (n += 1) {
            const p = box(gpa, n);
            watch.value(p);
            gpa.destroy(p);
        }
    }
}

inline fn lifo(gpa: Allocator, in: *const Input, watch: anytype) void {
    var stack: [100]*Triple = undefined;
    for (0..in.repeats) |r| {
        var n = hidden(in.seed + r);
        for (0..in.count / stack.len) |_| {
            for (&stack) |*slot| {
                slot.* = box(gpa, n);
                n += 1;
            }
            var i: usize = stack.len;
            while (i > 0) {
                i -= 1;
                watch.value(stack[i]);
                gpa.destroy(stack[i]);
            }
        }
    }
}

inline fn random(gpa: Allocator, in: *const Input, watch: anytype) void {
    var live: [100]?*Triple = @splat(null);
    for (0..in.repeats) |r| {
        var n = hidden(in.seed + r);
        for (0..in.count / in.order_count) |_| {
            for (in.order[0..in.order_count]) |i| {
                const new = box(gpa, n);
                n += 1;
                if (live[i]) |old| {
                    watch.value(old);
                    gpa.destroy(old);
                }
                live[i] = new;
            }
        }
    }
    for (live) |slot| if (slot) |old| {
        watch.value(old);
        gpa.destroy(old);
    };
}

inline fn known(gpa: Allocator, in: *const Input, watch: anytype) void {
    for (0..in.repeats) |r| {
        const first = in.seed + r;
        const end = hidden(first + in.count);
        var n = hidden(first);
        while (n < end) : (n += 1) watch.value(box(gpa, n));
    }
}

inline fn block(gpa: Allocator, layout: Layout) ?[*]u8 {
    return gpa.rawAlloc(layout.size, .fromByteUnits(layout.alignment), @returnAddress());
}

inline fn unknown(gpa: Allocator, in: *const Input, watch: anytype) void {
    for (0..in.repeats) |_| {
        for (0..in.count / in.layouts_count) |_| {
            for (in.layouts[0..in.layouts_count]) |layout| {
                watch.block(block(gpa, layout) orelse @panic("memory"), layout);
            }
        }
    }
}

var memory: [64 << 10]u8 align(64) = undefined;

inline fn full(in: *const Input, watch: anytype) void {
    var buffer: std.heap.FixedBufferAllocator = .init(&memory);
    for (0..in.fills) |_| {
        for (in.buffer_layouts[0..in.buffer_layouts_count]) |layout| {
            watch.block(block(buffer.allocator(), layout) orelse break, layout);
        }
        watch.reset();
        buffer.reset();
    }
}

const How = enum { words, written };

inline fn strings(gpa: Allocator, in: *const Input, watch: anytype, comptime how: How) void {
    for (0..in.repeats) |_| {
        var text: std.ArrayList(u8) = .empty;
        for (0..in.count / in.entries_count) |_| {
            for (in.entries[0..in.entries_count]) |entry| {
                const word = entry.word[0..entry.length];
                switch (how) {
                    .words => text.appendSlice(gpa, word) catch @panic("memory"),
                    .written => text.print(gpa, "{d} {s}", .{ entry.number, word }) catch
                        @panic("memory"),
                }
            }
        }
        watch.text(text.items);
        text.deinit(gpa);
    }
}

inline fn format(gpa: Allocator, in: *const Input, watch: anytype) void {
    for (0..in.repeats) |_| {
        for (0..in.count / in.entries_count) |_| {
            for (in.entries[0..in.entries_count]) |entry| {
                const word = entry.word[0..entry.length];
                const text = std.fmt.allocPrint(gpa, "{d} {s}", .{ entry.number, word }) catch
                    @panic("memory");
                watch.text(text);
                gpa.free(text);
            }
        }
    }
}

noinline fn run(comptime place: u32, workload: u32, gpa: Allocator, in: *const Input, watch: anytype) void {
    displace(place);
    switch (workload) {
        0 => push(gpa, in, watch, false),
        1 => push(gpa, in, watch, true),
        2 => extend(gpa, in, watch),
        3 => pairs(gpa, in, watch),
        4 => lifo(gpa, in, watch),
        5 => random(gpa, in, watch),
        6 => known(gpa, in, watch),
        7 => unknown(gpa, in, watch),
        8 => full(in, watch),
        9 => strings(gpa, in, watch, .words),
        10 => strings(gpa, in, watch, .written),
        11 => format(gpa, in, watch),
        else => unreachable,
    }
    watch.reset();
}

fn runIn(comptime place: u32, workload: u32, gpa: Allocator, in: *const Input, check: bool) u64 {
    if (check) {
        var checked: Checked = .{ .summed = if (workload == 8) 800 else std.math.maxInt(usize) };
        defer checked.blocks.deinit(std.heap.c_allocator);
        run(place, workload, gpa, in, &checked);
        return checked.total;
    }
    var measured: Measured = .{};
    run(place, workload, gpa, in, &measured);
    return 0;
}

const Arena = std.heap.ArenaAllocator;

export fn zig_run(
    workload: u32,
    contender: u32,
    place: u32,
    state: *?*Arena,
    in: *const Input,
    check: bool,
) u64 {
    var gpa = std.heap.c_allocator;
    if (contender == 1) {
        if (state.* == null) {
            const arena = gpa.create(Arena) catch @panic("memory");
            arena.* = .init(gpa);
            state.* = arena;
        }
        gpa = state.*.?.allocator();
    }
    const sum = switch (place) {
        0 => runIn(0, workload, gpa, in, check),
        1 => runIn(1, workload, gpa, in, check),
        2 => runIn(2, workload, gpa, in, check),
        else => runIn(3, workload, gpa, in, check),
    };
    if (state.*) |arena| _ = arena.reset(.retain_capacity);
    return sum;
}

export fn zig_end(_: u32, state: ?*Arena) void {
    if (state) |arena| {
        arena.deinit();
        std.heap.c_allocator.destroy(arena);
    }
}

export fn zig_grow(pieces: usize, size: usize) usize {
    const gpa = std.heap.c_allocator;
    var v: std.ArrayList(u8) = .empty;
    const piece = gpa.alloc(u8, size) catch @panic("memory");
    @memset(piece, 0x5a);
    for (0..pieces) |number| {
        std.mem.writeInt(usize, piece[0..@sizeOf(usize)], number, .little);
        v.appendSlice(gpa, piece) catch @panic("memory");
    }
    const last = v.items[v.items.len - size ..];
    return std.mem.readInt(usize, last[0..@sizeOf(usize)], .little);
}
