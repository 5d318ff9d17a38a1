//! Times every case with criterion: `cargo bench -p plimsoll-benches`.

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    plimsoll_benches::each(&mut |name, body| {
        criterion.bench_function(name, |bencher| bencher.iter(&mut *body));
    })
    .expect("the fixture is sound");
    criterion.final_summary();
}
