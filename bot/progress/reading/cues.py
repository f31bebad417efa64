"""What a word can be a sign of. Plain numbers to be or-ed, because each reading tests thousands of them."""


class Cue:
    """One bit each; a word may have several. GUARD: it only contains a word of another row and means nothing of it."""

    GUARD = 0
    # When it holds
    NOW = 1 << 0  # it holds already: 已, 目前
    PLAN = 1 << 1  # promised, expected, demanded
    STRIVE = 1 << 2  # striven for: 力争
    PAST = 1 << 3  # before: 去年同期
    IF = 1 << 4  # on a condition
    # What kind of speech it is
    QUESTION = 1 << 5
    ORDER = 1 << 6
    THANKS = 1 << 7
    LATER = 1 << 8  # about reporting later
    # What happened, by how far along it is
    FINISH = 1 << 9  # finished: 完成, 竣工
    ACT = 1 << 10  # done and counted: 举办, 发放
    START = 1 << 11  # begun: 开工
    SIGN = 1 << 12  # agreed: 签约
    EARLY = 1 << 13  # thought of: 洽谈
    GOING = 1 << 14  # going on: 正在
    STAGE = 1 << 15  # a step on the way: 主体
    PAPER = 1 << 16  # a step on paper: 设计
    PUBLISH = 1 << 17  # issued: 印发
    # How
    NOT = 1 << 18
    UNBEGUN = 1 << 19  # not begun, in one word
    WHOLE = 1 << 20  # all of it
    ALL = 1 << 21  # a word for the whole task: 工程, 任务
    PARTLY = 1 << 22
    ALMOST = 1 << 23
    # What hinders
    BLOCKED = 1 << 24  # cannot go on
    OBSTACLE = 1 << 25
    MAYBE_OBSTACLE = 1 << 26  # a delay
    RESOLVED = 1 << 27  # overcome
    RESUMED = 1 << 28  # going on again
    ASK_HELP = 1 << 29  # 请, 需
    HELP = 1 << 30  # 协调, 支持
    # What a number is
    TOTAL = 1 << 31
    PART = 1 << 32  # 其中
    LEFT = 1 << 33  # still missing
    STILL = 1 << 34  # still to do
    GOAL = 1 << 35
    NEW = 1 << 36  # 新增
    AGAIN = 1 << 37  # one more
    SIDE = 1 << 38  # what comes with it: 惠及
    COUNT = 1 << 39  # 数量
    EACH = 1 << 40  # on average
    RATE = 1 << 41  # a share of something
    COMPLETION = 1 << 42  # how far the task is
    SCHEDULE = 1 << 43  # how far it should be
    OTHERS = 1 << 44  # other places: 全市
    MONTHLY = 1 << 45  # of one month
    # How it compares
    UP = 1 << 46
    DOWN = 1 << 47
    FLAT = 1 << 48
    THAN = 1 << 49  # compared with
    UNDER = 1 << 50  # less than
    OVER = 1 << 51  # more than
    ABOUT = 1 << 52
    NEARLY = 1 << 53
    # Corrections
    WRONG = 1 << 54  # 有误
    RIGHT = 1 << 55  # 更正
    # Dates
    MOVED = 1 << 56  # 推迟到
    FINISH_TIME = 1 << 57  # 完成时限
    UNTIL = 1 << 58  # 截至
    DROPPED = 1 << 60  # no longer to be done
    # How certain
    MAYBE = 1 << 59  # 可能
