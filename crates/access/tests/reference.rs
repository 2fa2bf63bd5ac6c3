//! The page of the reference is the function's own table.

#[test]
fn the_reference_prints_what_the_function_decides() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/access.md");
    let page = format!(
        "# Who may see what\n\n\
         Every door asks one function (`crates/access/`). This table is made from it; \
         `SHIRUBE_BLESS=1 cargo test -p access` writes it anew.\n\n{}\n\
         The office is whoever runs a command on the store, or edits on the computer's own address; everybody else is the public.\n\n\
         A confidential row has in the public database its dates, projects, codes and numbers, which counting needs, and no words: those stand in the \
         private one until the day has come, and then move over under a change number of their own. For the public a figure holds confidential rows only \
         where at least as many of them count as the register's threshold says, and then says how many; below it leaves them out and says so, and where nothing else would be left it \
         reads 秘匿 (withheld).\n\n\
         ## Roles of accounts\n\n\
         A role is granted for the whole plan, or for one programme, project or evaluation, and reaches nothing outside it. Below, each for the whole plan. \
         Only an administrator makes or unmakes administrators, auditors and plan owners.\n\n{}",
        access::table(),
        access::role_table()
    );
    if std::env::var_os("SHIRUBE_BLESS").is_some() {
        std::fs::write(path, &page).expect("the page is written");
    }
    assert_eq!(
        std::fs::read_to_string(path).expect("the page"),
        page,
        "run with SHIRUBE_BLESS=1 and look at the change"
    );
}
