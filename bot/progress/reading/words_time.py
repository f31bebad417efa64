"""Words that say when something holds, what kind of speech it is, and how dates move."""

from bot.progress.reading.cues import Cue

ROWS: tuple[tuple[int, str], ...] = (
    (
        Cue.NOW,
        """
        已 已经 业已 总算 终于 均已 都已 早已 也已 现已 以完成 己完成 目前 现在 当前 眼下 截至 截止 截至目前 截止目前
        截至到 截止到 实际 迄今 至今 到目前 至目前 今年以来 以来 现有 现达 现完成 现累计 现为 年初以来
        实有 so_far to_date currently already now
        """,
    ),
    (
        Cue.PLAN,
        """
        计划 拟 拟于 预计 预期 预估 估计 力争 争取 力求 确保 保证 将 将于 将在 将会 将要 打算 准备 目标 有望 有信心
        有把握
        可望 可达 可完成 可实现 可建成 可竣工 可完工 可以 可于 能够 可全部 可全面 能完成 能达到 能达 会完成
        会达到 下一步 下步 接下来 下阶段 下一阶段 后续 希望 承诺 要完成 要达到 应完成 需完成 待 拟定于 预定 预备
        原定 原计划 需在 须在 要在 应在 将达 预将 冲刺 冲击 瞄准 尽快 尽早 早日 尽量 提交到 再办 再完成 再建
        再开 再建成 再发放 will plan plans planned planning expect expects expected aim aims aiming should
        target hope hopes going_to to_be by due scheduled remains intend intends ready_by eta forecast shall
        next_step next_steps 要求 预测 应该
        """,
    ),
    (Cue.STRIVE, "力争 争取 力求 确保 保证 承诺 努力 尽力 全力 有望 有信心 有把握 will ensure"),
    (
        Cue.PAST,
        """
        同期 原报 本来 原本 起初 最初 去年同期 上年同期 上次 上回 上期 前次 前期报 之前 此前 以前 先前 往年 历年
        当初 原来 原先 原为 刚才
        前面 前几天 last_time previously
        """,
    ),
    (Cue.PLAN | Cue.PAST, "原定 原计划 原目标"),
    (
        Cue.IF,
        """
        如果 若 若能 若是 如能 如 假如 倘若 一旦 只要 除非 要是 的话 前提是 才能 方可 方能 if unless once
        provided
        """,
    ),
    (
        Cue.QUESTION,
        """
        吗 么? 什么 怎么 怎样 如何 哪 哪个 哪些 哪天 哪里 谁 是否 是不是 能否 可否 可不可以 能不能 行不行 要不要
        有没有 对不对 多少 几时 何时 几号 为什么 为何 为啥 请问 算不算 想问 问一下 咨询 请教 啥 啥时候 咋 多久
        算完成 what when who which how why whether is_it can_we can_i could_we do_we should_we
        """,
    ),
    (
        Cue.ORDER,
        """
        请 请各 烦请 麻烦 务必 望各 希望各 要求各 你 你们 您 大家 各位 各单位请 转发 通知 尽快填报 抓紧报送
        按时报送 按要求报送 催一下 please
        """,
    ),
    (
        Cue.THANKS,
        """
        收到 已收到 好 好的 好嘞 好滴 明白 知道了 知悉 已知悉 了解 已阅 同意 谢谢 多谢 感谢 辛苦 辛苦了 嗯 嗯嗯
        行 是的 没事 遵命 领导好 您好 你好 早上好 大家好 已转发 已上报数据 已填报 已报送 已回复 已反馈 ok okay
        thanks thank noted received got_it sure yes hello hi understood roger
        """,
    ),
    (
        Cue.LATER,
        """
        稍后 稍等 稍候 晚点 晚些 回头 等会 一会 待会 马上报 再报 再回复 再回 再反馈 后报 下午报 明天报 核实
        核实中 正在核实 正在统计 正在汇总 统计中 汇总中 正在了解 正在问 已转 已转办 问一下 确认一下 尽快报
        尽快回复 尽快反馈 later soon_report will_report will_reply will_update will_check let_me checking
        数据还没出来 数据没出来 还没出数 数据未出 数据尚未出来
        """,
    ),
    (
        Cue.MOVED,
        """
        推迟到 推迟至 延期到 延期至 延后到 延后至 延至 延到 延长至 延长到 顺延至 顺延到 调整为 调整到 调整至
        改为 改到 改至 推至 推后到 后延至 提前到 提前至 推到 延迟到 延迟至 postponed_to postponed_until
        delayed_until pushed_to pushed_back_to moved_to moved_to delayed_to 要到 最快要到 最快到
        """,
    ),
    (
        Cue.FINISH_TIME,
        """
        完成时间 完成时限 完成日期 竣工时间 完工时间 交付时间 办结时限 办结时间 完成期限 时限 完工日期 竣工日期
        建成时间 预计完成时间 预计竣工时间 预计完工时间 预计建成时间 预计交付时间 预计完成日期 预计完工日期
        预计竣工日期 工期至 completion eta due deadline
        """,
    ),
    (Cue.UNTIL, "截至 截止 截至到 截止到 截至目前 截止目前 as_of up_to"),
    (
        Cue.MAYBE,
        """
        可能 有可能 也许 或许 大概率 好像 似乎 据说 听说 不好说 说不准 不确定 拿不准 不清楚 没把握 maybe perhaps
        probably likely might unsure not_sure
        """,
    ),
    (
        Cue.WRONG,
        """
        有误 不对 错了 是错的 错误 不准 作废 写错 报错 报错了 填错 不准确 wrong incorrect mistake
        """,
    ),
    (
        Cue.RIGHT,
        """
        更正 应为 应该是 实为 更新为 改为 修正为 纠正 更正为 实际是 correction actually corrected
        """,
    ),
)
