"""Builds a result of realistic size for the tests of the writers, from nothing."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from doctools.facts import Person, TableProblem
from doctools.messages import Catalogue, load
from doctools.model import (
    Block,
    BlockKind,
    Document,
    Evidence,
    FileOutcome,
    FileStatus,
    Location,
    Source,
)
from doctools.records import (
    Award,
    CommonPassage,
    CriterionResult,
    EvidenceRow,
    Finding,
    Holder,
    MemberCount,
    Overlap,
    OverlapSide,
    PendingWork,
    RankedSubject,
    Ratios,
    Repeat,
    RepeatSide,
    Run,
    Similarity,
    Work,
    WorkMember,
)
from doctools.result import Assumption, AwardInfo, CriterionInfo, Result

MONTHS = tuple(f"2010-{month:02d}" for month in range(1, 11))

_NAMES = (
    ("第一党支部", ("赵明远", "钱学林", "孙丽华", "李强", "周 敏")),
    ("机关党支部", ("吴建国", "郑晓燕", "王芳", "李强", "冯志刚")),
    ("河东村党支部", ("陈桂英", "褚卫东", "卫春生", "蒋月娥", "沈德福")),
)
_BOOKS = ("论持久战", "乡土中国", "为人民服务", "矛盾论", "实践论")
_SENTENCES = (
    "这个月我利用晚上和周末的时间，把全书从头到尾读了两遍。",
    "书中讲的道理并不深奥，难的是在田间地头一件一件做出来。",
    "包村以来，我走访了四十六户，记下了一百多条意见。",
    "群众说得最多的还是水渠年久失修、夏天浇不上地。",
    "对照先进找差距，我在业务学习上还不够系统，在作风上还有急躁情绪。",
    "支部每周三集中学习，会后大家围绕如何服务春耕展开讨论。",
    "调研发现，村集体收入主要靠土地流转，来源单一，抗风险能力弱。",
    "下一步要把学到的东西用到工作里去，做到学一点、懂一点、用一点。",
    "老党员沈德福三十年如一日义务修路，他的事迹使我深受教育。",
    "建议由镇里统一聘请技术员，每季度到各村讲一次课。",
)
_SHARED = (
    "学习的目的全在于运用，离开了本职岗位谈学习，就好比离开了土地谈种庄稼，"
    "说得再热闹，到头来仓里还是空的，群众也不会认账。"
)
_KINDS = ("读书笔记", "心得体会", "调研报告")


def people() -> tuple[Person, ...]:
    """Return fifteen members of three branches, two of them of one name."""
    return tuple(
        Person(
            member_id=f"{name.replace(' ', '')}@{branch}",
            name=name.replace(" ", ""),
            branch=branch,
            row=EvidenceRow(table="花名册.xlsx", row=2 + 5 * b + n),
        )
        for b, (branch, names) in enumerate(_NAMES)
        for n, name in enumerate(names)
    )


def document(path: str, title: str, number: int) -> Document:
    """Return a paper of nine paragraphs, different for every number."""
    texts = [_SENTENCES[(number * 3 + k) % 10] * (1 + k % 2) for k in range(6)]
    if number % 7 == 0:
        texts.insert(3, _SHARED)
    heading = Block(text="主要收获", number="一、", kind=BlockKind.HEADING, bold=True)
    blocks = (
        Block(text=title, kind=BlockKind.TITLE, centered=True),
        *(Block(text=text) for text in texts[:2]),
        heading,
        *(Block(text=text) for text in texts[2:]),
    )
    placed = tuple(
        replace(block, location=Location(paragraph=index))
        for index, block in enumerate(blocks)
    )
    digest = sha256(path.encode()).hexdigest()
    return Document(
        source=Source(path=path, sha256=digest, kind="docx", size=20_000),
        blocks=placed,
    )


def finding(of: Document, block: int, start: int, end: int, **facts: str) -> Finding:
    """Return a finding at a place of a document."""
    text = of.blocks[block].text
    context_start = text.rfind("。", 0, start) + 1
    context_end = text.find("。", end)
    doc_start = of.block_starts[block] + start
    return Finding(
        path=of.source.path,
        layer="body",
        code=facts.get("code", "typo.known"),
        level=facts.get("level", "error"),
        block=block,
        start=start,
        end=end,
        doc_start=doc_start,
        doc_end=doc_start + end - start,
        page=None,
        text=text[start:end],
        suggestions=(facts.get("suggestion", "系统"),),
        context=text[context_start : context_end + 1],
        reason=facts.get("reason", "词库收有此误写，通行写法见建议。"),
        fingerprint=f"{abs(doc_start):016x}",
    )


def _work(number: int, member: Person, of: Document, title: str) -> Work:
    status: str = "ok"
    codes: tuple[str, ...] = ()
    if number % 9 == 5:
        status, codes = "pending", ("unknown_type",)
    if number % 13 == 7:
        status, codes = "pending", ("suspected_copy",)
    if number % 17 == 11:
        status, codes = "rejected", ("wrong_period",)
    kind = None if codes == ("unknown_type",) else _KINDS[number % 3]
    return Work(
        work_id=f"w-{sha256(of.text.encode()).hexdigest()[:12]}",
        path=of.source.path,
        title=title,
        document_type=kind,
        certain=kind is not None,
        members=(
            WorkMember(
                member_id=member.member_id, name=member.name, branch=member.branch
            ),
        ),
        date=f"{MONTHS[number % 10]}-12",
        period=MONTHS[number % 10],
        book=_BOOKS[number % 5] if kind == "读书笔记" else None,
        status=status,
        codes=codes,
        characters=len(of.text),
        evidence={
            "members": Evidence(source="author_line", text=member.name, block=1),
            "date": Evidence(source="body", text="2010年3月12日", block=8),
        },
    )


def _counts(works: list[Work]) -> tuple[MemberCount, ...]:
    groups: dict[tuple[WorkMember, str | None, str | None], list[Work]] = {}
    for work in works:
        key = (work.members[0], work.document_type, work.period)
        groups.setdefault(key, []).append(work)
    return tuple(
        MemberCount(
            member_id=member.member_id,
            name=member.name,
            branch=member.branch,
            document_type=kind,
            period=period,
            counted=sum(work.status == "ok" for work in group),
            pending=sum(work.status == "pending" for work in group),
            rejected=sum(work.status == "rejected" for work in group),
            work_ids=tuple(work.work_id for work in group if work.status == "ok"),
        )
        for (member, kind, period), group in groups.items()
    )


_CRITERIA = (
    ("member.notes", "每月读书笔记", True, "每月撰写1篇读书笔记，全年不少于10篇。"),
    ("member.thoughts", "心得体会", True, "撰写心得体会文章2篇以上。"),
    ("member.published", "报刊发表", True, "在县级以上报刊发表文章1篇以上。"),
    ("member.attendance", "集中学习", False, "积极参加党组织安排的集中学习。"),
    ("member.exam", "考试成绩", False, "理论考试成绩优良。"),
    ("member.conduct", "群众评价", False, "党员群众评价好。"),
)


def _criteria() -> tuple[CriterionInfo, ...]:
    return tuple(
        CriterionInfo(
            identifier=identifier,
            name=name,
            quote=quote,
            sentence=f"{name}：{quote}",
            needs_documents=documents,
            review=identifier == "member.published",
        )
        for identifier, name, documents, quote in _CRITERIA
    )


def _results(works: list[Work]) -> tuple[CriterionResult, ...]:
    found = []
    for number, person in enumerate(people()):
        own = [w for w in works if w.members[0].member_id == person.member_id]
        for position, (identifier, _, documents, _) in enumerate(_CRITERIA):
            status = ("met", "met", "not_met", "pending")[(number + position) % 4]
            if not documents:
                status = ("met", "no_data", "not_met")[(number + position) % 3]
            found.append(
                CriterionResult(
                    subject=person.member_id,
                    criterion=identifier,
                    value=None if status == "no_data" else float(len(own)),
                    required=2.0,
                    status=status,
                    counted=tuple(w.work_id for w in own if w.status == "ok")
                    if documents
                    else (),
                    pending=tuple(
                        PendingWork(work_id=w.work_id, code=w.codes[0])
                        for w in own
                        if w.status == "pending" and status == "pending"
                    ),
                    rows=()
                    if documents
                    else (EvidenceRow(table="考试.xlsx", row=number + 2),),
                )
            )
    return tuple(found)


def _award(identifier: str, quota: int) -> Award:
    return Award(
        award=identifier,
        quota=quota,
        ranking=tuple(
            RankedSubject(
                rank=min(number + 1, quota) if number < quota + 2 else number + 1,
                subject=person.member_id,
                name=person.name,
                branch=person.branch,
                status="selected"
                if number < quota - 1
                else "tied"
                if number < quota + 2
                else "not_selected",
            )
            for number, person in enumerate(people())
        ),
    )


def _overlap(left: Document, right: Document, class_: str, tier: str) -> Overlap:
    sides = [
        OverlapSide(path=of.source.path, doc_start=at, doc_end=at + len(_SHARED))
        for of in (left, right)
        for at in [max(of.text.find(_SHARED), 0)]
    ]
    return Overlap(
        left=sides[0],
        right=sides[1],
        characters=len(_SHARED) - 6,
        residual=len(_SHARED) - 14,
        similarity=1.0,
        class_=class_,
        tier=tier,
        earlier="left",
        fingerprint=sha256((left.text + right.text).encode()).hexdigest()[:16],
    )


_UNREAD = (
    ("稿件/损坏的文件.docx", "docx", FileStatus.DAMAGED),
    ("稿件/加密.pdf", "pdf", FileStatus.ENCRYPTED),
    ("稿件/空白.txt", "txt", FileStatus.EMPTY),
    ("稿件/照片.jpg", "image", FileStatus.NEEDS_OCR),
    ("稿件/~$读书笔记.docx", "docx", FileStatus.SKIPPED),
)


def build(*, works: int = 40, classified: bool = False, roster: bool = True) -> Result:
    """Return a result with something in every one of its parts."""
    members = people()
    documents: dict[str, Document] = {}
    made: list[Work] = []
    for number in range(works):
        member = members[(number * 4) % len(members)]
        book = _BOOKS[number % 5]
        title = f"读《{book}》有感" if number % 3 == 0 else f"第{number}次走访的体会"
        path = f"稿件/{member.branch}/{member.name}-{title}-{number:03d}.docx"
        documents[path] = document(path, title, number)
        made.append(_work(number, member, documents[path], title))
    texts = list(documents.values())
    sharing = [of for of in texts if _SHARED in of.text]
    unread = [*_UNREAD]
    if classified:
        unread.append(("稿件/秘密事项.docx", "docx", FileStatus.CLASSIFIED))
    files = (
        *(
            FileOutcome(
                path=path,
                sha256=of.source.sha256,
                kind="docx",
                status=FileStatus.OK,
                characters=len(of.text),
            )
            for path, of in documents.items()
        ),
        *(
            FileOutcome(
                path=path,
                sha256=None,
                kind=kind,
                status=status,
                code=f"{status}_made_up",
            )
            for path, kind, status in unread
        ),
    )
    by_status: dict[str, int] = {}
    for file in files:
        by_status[file.status] = by_status.get(file.status, 0) + 1
    return Result(
        run=Run(
            version="0.1.0",
            config_sha256="c" * 64,
            inputs=len(files),
            by_status=by_status,
            totals={"works": len(made), "findings": works},
            scope={
                "works": len(made),
                "references": 2,
                "archive": False,
                "internet": False,
            },
        ),
        title="学习型党员评选2010",
        files=files,
        works=tuple(made),
        findings=tuple(
            finding(of, 1 + number % 2, 3, 5 + number % 2)
            for number, of in enumerate(texts)
            if number % 2
        ),
        repeats=tuple(
            Repeat(
                path=of.source.path,
                kind="exact" if number % 2 else "near",
                first=RepeatSide(block=1, end_block=2, doc_start=10, doc_end=70),
                again=RepeatSide(block=5, end_block=6, doc_start=120, doc_end=190),
                characters=58,
                similarity=1.0,
                removed=bool(number % 2),
            )
            for number, of in enumerate(texts[:6])
        ),
        overlaps=(
            _overlap(sharing[0], sharing[1], "copy", "strong"),
            _overlap(sharing[1], sharing[2], "copy", "review"),
            _overlap(sharing[0], sharing[2], "quotation", "review"),
            _overlap(sharing[2], sharing[3], "reference", "strong"),
            _overlap(sharing[1], sharing[3], "copy", "hint"),
        ),
        common_passages=(
            CommonPassage(
                holders=tuple(
                    Holder(path=of.source.path, doc_start=0, doc_end=60)
                    for of in sharing[:5]
                ),
                characters=len(_SHARED) - 6,
                text=_SHARED,
                fingerprint="f" * 16,
            ),
        ),
        similarities=tuple(
            Similarity(
                path=of.source.path,
                characters=len(of.text),
                ratios=Ratios(
                    total=0.31 / (1 + number),
                    without_quotation=0.28 / (1 + number),
                    without_reference=0.22 / (1 + number),
                    without_own=0.31 / (1 + number),
                    largest_single=0.2 / (1 + number),
                ),
                near_duplicate_of=(sharing[1].source.path,) if not number else (),
            )
            for number, of in enumerate(sharing)
        ),
        member_counts=_counts(made),
        criterion_results=_results(made),
        awards=(_award("learning_member", 5), _award("reading_star", 3)),
        documents=documents,
        has_roster=roster,
        months=MONTHS,
        people=members if roster else (),
        criteria=_criteria(),
        award_infos=(
            AwardInfo(
                identifier="learning_member",
                name="学习型党员标兵",
                quota=5,
                must=tuple(entry[0] for entry in _CRITERIA),
            ),
            AwardInfo(
                identifier="reading_star",
                name="读书之星",
                quota=3,
                must=("member.notes", "member.exam"),
            ),
        ),
        assumptions=(
            Assumption(key="出勤率", value="0.8", signed_off_by=None),
            Assumption(key="两篇以上含两篇", value="是", signed_off_by="赵明远"),
        ),
        table_problems=(
            TableProblem(
                code="unknown_person_made_up",
                row=EvidenceRow(table="考试.xlsx", row=9),
                facts=(("name", "李四"),),
            ),
        ),
    )


_OTHER_WINGS = {
    "status.ok": "已读取",
    "status.damaged": "已损坏",
    "status.encrypted": "有密码",
    "status.empty": "空文件",
    "status.needs_ocr": "扫描图片",
    "status.skipped": "已跳过",
    "status.classified": "标密",
    "file.damaged_made_up": "文件已损坏，打不开。请让作者重新发送。",
    "file.encrypted_made_up": "文件有打开密码。请去掉密码后重新放入。",
    "file.empty_made_up": "文件没有内容。请让作者重新发送。",
    "file.needs_ocr_made_up": "只有图片，没有可读文字。请交可复制文字的版本。",
    "pending.unknown_type": "看不出是哪一类稿件。请核对后改正标题，再重新运行。",
    "pending.suspected_copy": "内容与他人的稿件高度重合，待核。请对照两篇原文。",
    "table.unknown_person_made_up": "花名册中没有“{name}”",
}
"""Words that other wings own, so that these tests do not wait for them."""


def chinese() -> Catalogue:
    """Return the Chinese catalogue with stand-ins for words of other wings."""
    shipped = load("zh")
    words = {code: shipped.sentence(code) for code in shipped.codes()}
    return Catalogue({**words, **_OTHER_WINGS})
