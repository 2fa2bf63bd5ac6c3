//! The words of the pages on which accounts and their roles are kept.

crate::words! {
/// The words of the pages on people.
MemberWords {
    title: "利用者", "People";
    lead: "招待した人と、その役割です。役割を与えた日と終えた日は残り、ここで行ったことは監査の記録に載ります。", "Who was invited, and their roles. The days on which roles were given and ended are kept, and what is done here stands in the audit trail.";
    only_you: "ほかの利用者はまだいません。下の「招待する」から招待してください。", "Nobody else has an account yet. Invite people below.";
    col_name: "氏名", "Name";
    col_sign_in: "サインイン名", "Sign-in name";
    col_state: "状態", "State";
    col_roles: "役割（範囲、与えた日）", "Roles (where, since)";
    state_open: "利用中", "open";
    state_invited: "招待中（パスフレーズ未設定）", "invited, no passphrase yet";
    state_closed: "停止", "closed";
    held: "{role}（{scope}、{since}から）", "{role} ({scope}, since {since})";
    no_roles: "役割なし（公開の情報だけを見られます）", "none: sees what is public";
    invite: "招待する", "Invite";
    invite_note: "7日間有効で、一度だけ使える招待の住所を作ります。住所は次の画面に一度だけ表示します。本人だけに渡してください。", "Makes an address that is open for seven days and works once. It is shown once, on the next page. Give it to that person only.";
    role: "役割", "Role";
    role_none: "（あとで与える）", "(later)";
    scope: "範囲", "Where";
    scope_note: "監査と管理者は、プラン全体にだけ与えられます。", "Auditors and administrators hold for the whole plan only.";
    not_the_plan: "監査と管理者の役割は、プラン全体にだけ与えられます。範囲を「プラン全体」にして、もう一度お試しください。", "Auditors and administrators hold for the whole plan only. Choose the whole plan and try again.";
    bad_name: "氏名とサインイン名は80文字以内で入力してください。サインイン名に空白は使えません。", "Names have at most 80 characters, and a sign-in name has no blanks.";
    known: "サインイン名「{sign_in}」のアカウントは、もうあります。新しい招待が要る場合は、その人のページの「新しい招待を作る」を使ってください。", "“{sign_in}” has an account already. For a new invitation, use “Make a new invitation” on that person’s page.";
    link_title: "招待の住所", "The invitation’s address";
    link_note: "いま一度だけ表示しています。控えてから、{name}さんだけに渡してください。7日間有効で、一度だけ使えます。", "This is shown only now. Copy it, and give it to {name} only. It is open for seven days and works once.";
    person_lead: "サインイン名「{sign_in}」、{state}。", "Sign-in name “{sign_in}”, {state}.";
    own: "ご自分の役割とアカウントは、ここでは変えられません。役割はほかの管理者か事務局に頼み、パスフレーズとサインインは「アカウント」のページで扱ってください。", "Nobody changes their own roles here: ask another administrator or the secretariat. Your passphrase and sessions are on your account page.";
    too_high: "この人には、管理者だけが与えられる役割があります。招待し直すこと、サインインを終わらせること、停止することは、管理者に頼んでください。", "This person has a role that only an administrator gives. Ask an administrator to renew the invitation, end sessions or close the account.";
    roles: "役割", "Roles";
    col_since: "与えた日時", "Given";
    col_until: "終えた日時", "Ended";
    revoke: "終える", "End";
    give: "役割を与える", "Give a role";
    sessions: "サインインしている場所", "Where this person is signed in";
    no_sessions: "いまサインインしている場所はありません。", "Not signed in anywhere at the moment.";
    renew: "新しい招待を作る", "Make a new invitation";
    renew_note: "パスフレーズを忘れたとき、端末をなくしたとき、招待の期限が過ぎたときに使います。いまのパスフレーズ、サインイン、前の招待は使えなくなります。停止したアカウントは、また使えるようになります。", "For a forgotten passphrase, a lost computer, an expired invitation. The present passphrase, sessions and earlier invitations end; a closed account opens again.";
    close: "アカウントを停止する", "Close the account";
    close_note: "サインインできなくなります。この人が行った判断と氏名は残ります。", "Nobody signs in with it any more. What this person decided stays, with the name.";
}
}
