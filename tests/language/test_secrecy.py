"""What carries a mark of secrecy or an identity number, and what merely speaks of such things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.secrecy import Secret, secret

MARKED = (
    "机密★1年\n关于区重点项目的报告",
    "秘密★6个月",
    "绝密★长期",
    "绝密★启用前",
    "機密★一年",
    "机 密 ★ 1 年",
    "机　密★",
    "秘密☆",
    "秘密*1年",
    "密级：机密",
    "密级: 秘密",
    "密 级　绝密",
    "密级为机密，请勿转发",
    "【机密】项目进展",
    "（秘密）项目已完成60%",
    "[绝密]",
    "机密】已完成60%",
    "秘密文件]",
    "“机密”",
    "'绝密'。",
    "已完成60%\n「秘密」",
    "〔机密〕已完成21.5亿元",
    "《机密文件》",
    "【内部资料】已完成60%",
    "机密\n1.2.1已完成60%",
    "秘密：已完成60%",
    "机密文件：关于用地的批复",
    "绝密 已完成60%",
    "已完成60%\n机密",
    "内部资料，不得外传",
    "内部资料 注意保存",
    "内部资料★",
    "内部文件，请勿转发",
    "内部材料 严禁外传",
    "內部資料 不得外傳",
    "本件属机密",
    "此材料为秘密，看后销毁",
    "该文件定为机密",
    "本文件列为国家秘密",
    "机密文件请勿外传",
    "秘密资料，严禁复制",
    "内部资料（不得外传）",
    "内部资料·不得外传",
    "内部资料——请勿外传",
    "内部资料*注意保密",
    "仅供内部使用，不得外传",
    "内部掌握，严禁外传",
    "不得外传",
    "★秘密",
    "机密✱1年",
    "秘密（1年）",
    "机密 10年",
    "机密·长期",
    "保密等级：秘密",
    "密 级：★秘密",
    "密级：【机密】",
    "秘密级文件，不得外传",
    "【绝密级】",
    "本件涉密，请勿外传",
    "机密、急件",
    "特急 机密",
    "机\u200b密★1年",
    "/update 1.2.1 秘密：已完成60%",
    "1.2.1 秘密：已完成60%",
    "附件：秘密★",
    "CONFIDENTIAL",
    "[SECRET]: figures",
    "Top Secret\ndone 60%",
)
ORDINARY = (
    "区保密局已完成培训",
    "本项目不涉密，已完成60%",
    "已完成涉密人员培训2期",
    "机密性、完整性评估已完成",
    "采用秘密投票方式选举",
    "机要室改造完成80%",
    "商业秘密保护示范点3个",
    "保守国家秘密法宣传月活动",
    "完成秘密载体清理",
    "机密文件柜采购12台",
    "机密级机房验收通过",
    "已解密档案120卷",
    "密级鉴定工作完成一半",
    "密级：无",
    "密级：公开",
    "内部资料室改造完成",
    "内部资料整理完成60%",
    "加强内部文件管理",
    "内部控制制度已修订",
    "请注意保密",
    "已完成★重点任务3项",
    "★ 1.2.1 已完成60%",
    "绝对贫困人口为0",
    "秘密花园小区改造完成60%",
    "未发现秘密泄露",
    "涉密信息系统分级保护测评完成",
    "密码应用改造完成50%",
    "保密协议签订率100%",
    "本件属公开文件",
    "话剧《秘密》演出3场",
    "图书《秘密花园》捐赠100册",
    "秘密级以上文件清退率100%",
    "机密、秘密级文件清退完成100%",
    "离职后保守秘密2年",
    "商业秘密（1年）保护期内案件2宗",
    "秘密级涉密信息系统测评完成",
    "定密责任人培训完成",
    "内部资料性出版物审批：完成12件",
    "内部使用的系统已上线",
    "本信息不涉密",
    "要求参训人员不得外传资料",
    "confidentiality agreements signed: 12",
    "the secret of success",
    "已完成21.5亿元，9月底前全部完成",
)
# Invented numbers with a right check character.
IDENTITIES = (
    "身份证11010519491231002X",
    "11010519491231002x",
    "440524 18800101 0014",
    "４４０５２４１８８００１０１００１４",
    "110105-19491231-002X",
    "张三，440524188001010014，已安置",
    "sfz440524188001010014",
    "①440524188001010014",
    "3 440524188001010014 张三",
    "电话13800138000 440524188001010014",
    "440524  18800101  0014",
    "440524.18800101.0014",
)
NUMBERS = (
    "项目代码440524188001010015",  # the check digit is wrong
    "210440104202300000112",  # too long
    "资金9.1440101姓名",
    "统一社会信用代码91440101MA5CKXXX0X",
    "914401010000000000",
    "电话13800138000，020-83333333",
    "110105194913310027",  # no such month
    "990105194912310029",  # no such province
    "完成投资110105万元，开工1949个",
)


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_seen(text: str) -> None:
    assert secret(text) is Secret.MARK


@pytest.mark.parametrize("text", ORDINARY)
def test_words_that_speak_of_secrecy_are_no_mark(text: str) -> None:
    assert secret(text) is None


@pytest.mark.parametrize("text", IDENTITIES)
def test_an_identity_number_is_seen(text: str) -> None:
    assert secret(text) is Secret.IDENTITY


@pytest.mark.parametrize("text", NUMBERS)
def test_other_long_numbers_pass(text: str) -> None:
    assert secret(text) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("机密-用地批复.pdf", Secret.MARK),
        ("用地批复（秘密）.docx", Secret.MARK),
        ("用地批复_机密.docx", Secret.MARK),
        ("内部资料2023.xlsx", Secret.MARK),
        ("秘密.jpg", Secret.MARK),
        ("440524188001010014.jpg", Secret.IDENTITY),
        ("保密局培训.pdf", None),
        ("不涉密证明.docx", None),
        ("机密性评估.docx", None),
        ("验收单.jpg", None),
    ],
)
def test_a_file_is_judged_by_its_name(name: str, why: Secret | None) -> None:
    assert secret(name, file_name=True) is why


@given(st.text(max_size=4096))
def test_any_text_is_judged(text: str) -> None:
    assert secret(text) in (None, *Secret)


@given(st.text(alphabet="完成了三个项目，已6.5%。 \n", max_size=200), st.sampled_from(MARKED[:3]))
def test_a_mark_is_seen_wherever_its_line_stands(around: str, mark: str) -> None:
    assert secret(f"{around}\n{mark}\n{around}") is Secret.MARK
