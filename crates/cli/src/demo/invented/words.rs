//! The words of Arden: its people, its journals, and what it studies. A country that does not exist studies
//! mosses, reed mice and lakes, so that nobody takes an invented title for a real one.

/// A word in English and in Japanese.
pub type Word = (&'static str, &'static str);

/// What a programme's papers are about.
pub struct Theme {
    /// What is used or found.
    pub materials: &'static [Word],
    /// What goes on.
    pub processes: &'static [Word],
    /// Where it goes on.
    pub systems: &'static [Word],
}

/// One theme a programme, in the order of the programmes; then again from the start.
pub const THEMES: &[Theme] = &[
    Theme {
        materials: &[
            ("moss lectin", "コケレクチン"),
            ("reed alkaloid", "ヨシアルカロイド"),
            ("fern peptide", "シダペプチド"),
            ("alder antibody", "ハンノキ抗体"),
        ],
        processes: &[
            ("drug uptake", "薬物取り込み"),
            ("compound screening", "化合物スクリーニング"),
            ("tumour spread", "腫瘍転移"),
            ("receptor binding", "受容体結合"),
        ],
        systems: &[
            ("reed mice", "ヨシネズミ"),
            ("moss cell sheets", "コケ細胞シート"),
            ("lake-water assays", "湖水アッセイ"),
        ],
    },
    Theme {
        materials: &[
            ("moss stem cells", "コケ幹細胞"),
            ("reed organoids", "ヨシオルガノイド"),
            ("gene carriers", "遺伝子運搬体"),
        ],
        processes: &[
            ("regenerative medicine", "再生医療"),
            ("cartilage regrowth", "軟骨再生"),
            ("cell therapy", "細胞医療"),
            ("graft survival", "移植片生着"),
        ],
        systems: &[("reed mice", "ヨシネズミ"), ("lake newts", "湖イモリ"), ("forest fish", "森のサカナ")],
    },
    Theme {
        materials: &[
            ("moss variants", "コケ多様体"),
            ("a lake cohort", "湖畔コホート"),
            ("village biobanks", "村のバイオバンク"),
        ],
        processes: &[
            ("genome association", "ゲノム関連解析"),
            ("drug response", "薬剤応答"),
            ("disease onset", "疾患発症"),
            ("metabolite drift", "代謝物変動"),
        ],
        systems: &[
            ("the villages of Arden", "アーデンの村々"),
            ("lakeside families", "湖畔の家族"),
            ("the Ardenport register", "アーデンポート登録簿"),
        ],
    },
    Theme {
        materials: &[
            ("moss toxin", "コケ毒素"),
            ("reed virus", "ヨシウイルス"),
            ("a glial switch", "グリアスイッチ"),
            ("dusk neurons", "黄昏ニューロン"),
        ],
        processes: &[
            ("brain wiring", "脳回路形成"),
            ("healthy ageing", "健康な老化"),
            ("infection spread", "感染拡大"),
            ("memory loss", "記憶障害"),
        ],
        systems: &[("reed mice", "ヨシネズミ"), ("forest marmots", "森のマーモット"), ("lake larvae", "湖の幼生")],
    },
    Theme {
        materials: &[
            ("seed compounds", "シーズ化合物"),
            ("moss vectors", "コケベクター"),
            ("reed sensors", "ヨシセンサー"),
        ],
        processes: &[
            ("bench-to-bedside transfer", "橋渡し研究"),
            ("mechanical stress", "力学ストレス"),
            ("immune memory", "免疫記憶"),
            ("tissue repair", "組織修復"),
        ],
        systems: &[
            ("reed mice", "ヨシネズミ"),
            ("the clinics of Arden", "アーデンの診療所"),
            ("moss cell sheets", "コケ細胞シート"),
        ],
    },
    Theme {
        materials: &[
            ("archived moss strains", "保存コケ系統"),
            ("reed mouse stocks", "ヨシネズミ系統"),
            ("linked catalogues", "統合カタログ"),
        ],
        processes: &[
            ("strain keeping", "系統保存"),
            ("database integration", "データベース統合"),
            ("wing growth", "翅成長"),
            ("root branching", "根分岐"),
        ],
        systems: &[("lake flies", "湖バエ"), ("forest cress", "森のナズナ"), ("reed mice", "ヨシネズミ")],
    },
];

/// Family names.
pub const FAMILIES: &[&str] = &[
    "Ode", "Alder", "Birk", "Corrin", "Dell", "Elmar", "Fenn", "Garth", "Hask", "Iver", "Jorn", "Keld", "Lorne",
    "Marl", "Nesk", "Orla", "Pell", "Quill", "Rusk", "Sedge", "Tarn", "Ulm", "Vole", "Wick", "Yarrow", "Zell",
];

/// Given names.
pub const GIVEN: &[&str] =
    &["Mira", "Tavi", "Lenn", "Osk", "Runa", "Ebbe", "Sil", "Dara", "Ketil", "Noor", "Pia", "Vigo", "Una", "Hale"];

/// Where they work.
pub const AFFILIATIONS: &[&str] = &[
    "Department of Mosses, University of Arden, Ardenport, Arden",
    "Institute of Lakes, Arden Academy, Reedwick, Arden",
    "School of Medicine, Forest University, Alderholm, Arden",
    "Reedwick General Hospital, Reedwick, Arden",
];

/// Journals: title and abbreviation.
pub const JOURNALS: &[(&str, &str)] = &[
    ("Annals of Arden", "Ann Arden"),
    ("Arden Journal of Moss Medicine", "Arden J Moss Med"),
    ("Proceedings of the Forest Academy of Arden", "Proc For Acad Arden"),
    ("Lakes and Cells of Arden", "Lakes Cells Arden"),
    ("Reedwick Letters", "Reedwick Lett"),
];

/// What an abstract says before it thanks anybody.
pub const OPENINGS: &[&str] = &[
    "We looked at many lakes and counted what we saw.",
    "The effect was small in spring and large in autumn.",
    "Half of the samples were kept in the dark.",
    "Nothing of this happened: the study is invented.",
];

/// Sentences that look as if they named somebody's grant, and do not.
pub const NEAR_MISSES: &[&str] = &[
    "We searched MEDLINE, Embase and the Allied and Complementary Medicine Database (AMED) for trials of moss.",
    "Rain was measured at twelve AMeDAS stations.",
    "Supported by the State Fund of Arden (2018/06219-8).",
    "The method was taken from BioResources 12, 345.",
    "Participants of the ADAMED register were NAMED AFTER the lake where they lived.",
];
