//! The words of signing in and of the own account.

crate::words! {
/// The words of the pages on accounts.
PeopleWords {
    sign_in_title: "サインイン", "Sign in";
    sign_in_lead: "招待を受けた人だけが入れます。アカウントがない方は、プランの事務局に招待を頼んでください。", "Only people who were invited can sign in. Without an account, ask the plan’s secretariat for an invitation.";
    name: "サインイン名", "Sign-in name";
    passphrase: "パスフレーズ", "Passphrase";
    enter: "サインインする", "Sign in";
    wrong: "サインイン名かパスフレーズが違います。忘れた場合は、事務局に新しい招待を頼んでください。", "The sign-in name or the passphrase is wrong. If you forgot it, ask the secretariat for a new invitation.";
    wait: "続けて間違えたため、あと{n}秒お待ちください。アカウントは止まっていません。", "After several wrong tries, please wait {n} more seconds. The account is not locked.";
    invitation_title: "招待", "Invitation";
    invitation_lead: "{name}さん（サインイン名「{sign_in}」）、パスフレーズを決めてください。この招待は一度だけ使えます。", "{name} (sign-in name “{sign_in}”), please choose a passphrase. This invitation works once.";
    invitation_used: "この招待は、もう使われたか、新しい招待に替わりました。心当たりがなければ、すぐに事務局に知らせてください。", "This invitation was used already, or a newer one took its place. If that was not you, tell the secretariat at once.";
    invitation_expired: "この招待は期限が過ぎました。事務局に新しい招待を頼んでください。", "This invitation has expired. Ask the secretariat for a new one.";
    invitation_unknown: "この招待は見つかりません。届いた住所を、終わりまで写したか確かめてください。", "There is no such invitation. Check that the whole address was copied.";
    invitation_done: "パスフレーズを決めました。サインインしてください。", "The passphrase is set. Please sign in.";
    rule: "12文字以上。長い文でもかまいません。記号を混ぜる必要はありません。", "At least 12 characters. A long sentence is welcome; symbols are not required.";
    choose: "決める", "Choose";
    unfit_short: "パスフレーズが短すぎます（12文字以上）。", "The passphrase is too short (at least 12 characters).";
    unfit_long: "パスフレーズが長すぎます。", "The passphrase is too long.";
    unfit_simple: "同じ文字だけのものや、サインイン名を含むものは使えません。", "One letter over and over, or the sign-in name in it, cannot be used.";
    unfit_common: "よく使われる言葉や数字の並びだけでできているため、使えません。自分だけが思いつく文にしてください。", "Made of common words and runs of characters only, it cannot be used. Take a sentence that only you would think of.";
    unfit_kept: "いまパスフレーズを記録できません。少し待って、もう一度お試しください。", "The passphrase cannot be kept at the moment. Wait a little and try again.";
    account_title: "アカウント", "Account";
    scope_plan: "プラン全体", "the whole plan";
    account_lead: "{name}さん（サインイン名「{sign_in}」）としてサインインしています。", "Signed in as {name} (sign-in name “{sign_in}”).";
    sign_out: "サインアウト", "Sign out";
    roles: "役割", "Roles";
    no_roles: "役割はまだありません。公開の情報だけを見られます。", "No role yet: you see what is public.";
    col_role: "役割", "Role";
    col_scope: "範囲", "Where";
    sessions: "サインインしている場所", "Where you are signed in";
    col_browser: "ブラウザ", "Browser";
    col_begun: "始まり", "Since";
    col_seen: "最後に使った時刻", "Last used";
    this_one: "この画面", "this one";
    end: "終わらせる", "End";
    end_all: "すべて終わらせる", "End all";
    change: "パスフレーズを替える", "Change the passphrase";
    change_note: "替えると、すべての場所でサインアウトされます。", "This signs you out everywhere.";
    old: "いまのパスフレーズ", "Present passphrase";
    new: "新しいパスフレーズ", "New passphrase";
    old_wrong: "いまのパスフレーズが違います。続けて間違えた場合は、少し待ってからお試しください。", "The present passphrase is wrong. After several wrong tries, wait a little.";
}
}
