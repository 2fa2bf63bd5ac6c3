//! The words of a record's page on the work behind it.

crate::words! {
/// The words on sources, fields, ties and relations.
WorkWords {
    heading: "出典と、一つの根拠とする理由", "Its sources, and why they are one work";
    single: "項目はすべて{source}によります。", "Every field comes from {source}.";
    several: "出典の記録{n}を一つの根拠とし、一度だけ数えています。", "{n} are one work and count once.";
    n_records: "{n}件", "{n} source record|{n} source records";
    asks: "同じものかどうか、{n}が確認を待っています。", "Whether it is the same as another waits for a person: {n}.";
    n_places: "{n}件", "{n} question|{n} questions";
    show: "識別子の結びつきを見る", "Show how the identifiers are tied";
    col_source: "出典", "Source";
    col_record: "記録", "Record";
    col_published: "その出典での日付", "Date by that source";
    col_mentions: "言葉の数", "Words found";
    fields: "どの項目がどの出典によるか", "Which source each field comes from";
    col_field: "項目", "Field";
    col_value: "示している値", "Shown";
    col_others: "ほかの出典は違う値を示す", "Other sources disagree";
    field_title: "題名", "Title";
    field_authors: "著者", "Authors";
    field_journal: "掲載誌", "Journal";
    field_published: "公表日", "Published";
    field_types: "種類", "Types";
    field_funder: "助成機関", "Funder";
    rule: "項目は、{order}の順に、値のある最初の出典から取ります（{rule}）。", "A field comes from the first source that has it, in the order {order} ({rule}).";
    others: "そのほか", "others";
    ties: "なぜ一つの根拠とするか", "Why they are one work";
    col_ids: "識別子", "Identifiers";
    col_says: "そう言うもの", "Who says so";
    says: "{source}：{words}（{rule}）", "{source}: {words} ({rule})";
    state_joins: "一つとしている", "one work";
    state_asking: "確認待ち", "waits for a person";
    state_apart: "別としている", "kept apart";
    said_same: "同じとした", "said that they are one";
    said_different: "別とした", "said that they differ";
    act_same: "同じもの", "Same";
    act_different: "別のもの", "Different";
    related: "関わりのあるもの", "Works it bears on";
    not_kept: "ここには残していない", "not kept here";
    preprint_of: "次の論文の査読前の稿", "preprint of";
    has_preprint: "査読前の稿がある", "has a preprint";
    corrects: "次を訂正する", "corrects";
    corrected_by: "次により訂正された", "corrected by";
    retracts: "次を撤回する", "retracts";
    retracted_by: "次により撤回された", "retracted by";
    doubts_of: "次に懸念を示す", "expresses concern about";
    doubted_by: "次により懸念を示された", "doubted by";
    updates: "次を改めた", "updates";
    updated_by: "次で改められた", "updated by";
    comments_on: "次への論評", "comments on";
    commented_by: "次で論評された", "commented on by";
}
}
