"""What kind of speech a clause is: a report, a question, an order, a thank-you, a word about reporting later."""

from bot.language.patterns import compiled_later
from bot.progress.reading.clauses import Block, Clause
from bot.progress.reading.cues import Cue

_REPORTING = compiled_later(
    r"报送|填报|填不|上报|反馈|回复|报数|报一下|汇报|查收|补报|提交材料|发群|发给|填写|填表|(?:及时|再|会|另行|后)报告|报告一下|查看|看一下|参会|参加会议"
)
# Sent, handed in, passed on: about the report, not about the task, even when it is said to be done.
_SENT = compiled_later(
    r"报送|填报|反馈|回复|发送|发邮箱|发群|发到群|抄送|转发|已发给|提交表格|报给"
    r"|报过(?:了|啦)?$|详见|见附件|数据.{0,8}(?:发布|公布)|数据.{0,4}[没未]|[没未](?:有)?(?:统计|汇总|核)|等.{0,6}(?:核定|核算|核实|出数|公布|反馈)"
    r"|(?:附件|表格|材料|资料|数据|台账|截图|照片|图片).{0,2}已(?:发|填|报|传|交)|^已(?:发|报|上报|填|传|交|提交|更新表格|更新台账)了?$"
)
_DEMAND = compiled_later(
    r"(?:上级|市里|省里|区里|领导|区委|区政府|市政府|办公室|督办|文件).{0,3}(?:要求|明确|规定)|(?:必须|务必).{0,6}(?:完成|达到)|^各.{1,6}(?:抓紧|尽快|加快)"
)
_MEETING = compiled_later(r"开会|召开|会议|例会|碰头|(?:调度|推进|动员|座谈|协调|专题|部署|工作)会")
_MEETING_MOVED = compiled_later(r"会(?:议|议时间|时间)?(?:改到|改在|改为|推迟|延期|延后|提前|取消)")
_HELP = Cue.HELP | Cue.RESOLVED
_WISHES = compiled_later(r"销号|办结|核销|核验|审核|验收|批示|指示|审定")


def is_report(clause: Clause) -> bool:
    """Whether a clause can say anything of the task: no question, no order to others, no talk about reporting."""
    return not (clause.asked or clause.block is Block.GOALS or is_order(clause) or is_talk(clause))


def is_order(clause: Clause) -> bool:
    """Tell 请各街道抓紧报送 from 请区财政局协调 and 请予销号."""
    words = [token for token in clause.tokens if token.text.strip()]
    if not words:
        return False
    if _DEMAND.search(clause.text) and not clause.has(Cue.NOW):
        return True
    asks = next((t for t in words[:4] if t.cues & Cue.ORDER), None)
    if asks is None or clause.text.startswith(("等", "待")):
        return False
    if asks.cues & Cue.ASK_HELP and (clause.has(_HELP) or _WISHES.search(clause.text)):
        return False
    return not clause.has(Cue.NOW) or bool(_REPORTING.search(clause.text))


def is_talk(clause: Clause) -> bool:
    """Tell a clause that is only about reporting itself (稍后报, 数据核实中), or only an acknowledgement."""
    if _MEETING_MOVED.search(clause.text):
        return True
    if (
        _MEETING.search(clause.text)
        and not clause.has(Cue.NOW | Cue.FINISH)
        and not any(t.figure for t in clause.tokens)
    ):
        return True
    if _SENT.search(clause.text) and not clause.has(Cue.FINISH) and not any(t.figure for t in clause.tokens):
        return True
    if any(token.figure or (token.when and not _REPORTING.search(clause.text)) for token in clause.tokens):
        return False
    if clause.has(Cue.LATER) or (_REPORTING.search(clause.text) and not clause.has(Cue.FINISH | Cue.NOW)):
        return True
    return all(token.cues & Cue.THANKS or (token.plain and len(token.text.strip()) <= 2) for token in clause.tokens)
