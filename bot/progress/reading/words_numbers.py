"""Words that say what a number is a number of."""

from bot.progress.reading.cues import Cue

ROWS: tuple[tuple[int, str], ...] = (
    (
        Cue.TOTAL,
        """
        共 合计 总计 总共 一共 共计 累计 小计 共有 总数 总量 总额 总体 共完成 共举办 已累计 = in_total total
        altogether
        """,
    ),
    (Cue.PART, "其中 包括 包含 含 分别 分别为 内含 of_which including"),
    (
        Cue.LEFT,
        """
        还差 仲有 仲差 差的 剩的 缺的 欠的 尚差 就差 只差 仅差 还相差 相差 差 差距 剩余 剩下 剩 剩了 还剩 尚剩 只剩
        仅剩 就剩
        余下 尚余 还余
        还有 尚有 仍有 还缺 尚缺 欠 缺 其余 别的 余量 剩余量 另 另外 另有 remaining other the_other left to_go
        outstanding short rest remain
        """,
    ),
    (
        Cue.STILL,
        """
        还需 还要 尚需 仍需 还得 还须 尚要 需再 还应 仍要 still_need still_to 再有 再来
        """,
    ),
    (
        Cue.GOAL,
        """
        目标 任务 计划 指标 任务数 计划数 目标数 总任务 总目标 总投资 总投资额 概算 总规模 定的 计划投资 年度计划
        年度任务 年度目标 全年任务 全年计划 全年目标 目标任务 任务量 应完成 需完成 目标值 总盘子 盘子 要求 距
        距离 离 out_of target goal quota planned_total
        """,
    ),
    (Cue.NEW, "新增 新 净增 新签 新引进 新落地 新落户 new"),
    (Cue.AGAIN, "又 再次 又新增 新竣工 新完工 新办 新建成 another again"),
    (
        Cue.SIDE,
        """
        带动 撬动 拉动 惠及 涉及 覆盖 吸引 参会 参与 受益 占地 观众 进场企业 参会企业 提供岗位 服务群众 涉及居民
        惠及居民 受惠 总建筑面积 建筑面积 总面积 协议投资 总投资额 达成意向 达成初步意向 意向 吸纳 辐射
        惠及企业 benefiting attracting involving
        """,
    ),
    (
        Cue.COUNT,
        """
        数量 个数 场次 户数 人数 次数 总数 完成数 项目数 台数 套数 家数 条数 数 number count
        """,
    ),
    (Cue.EACH, "每 每月 每天 每周 每年 月均 日均 周均 年均 平均 per average each"),
    (
        Cue.RATE,
        """
        率 覆盖率 到位率 满意率 满意度 合格率 达标率 就业率 失业率 入住率 开工率 利用率 参与率 增长率 占比 比重 占 覆盖
        比例 签约率 出租率 空置率 知晓率 准确率 回收率 绿化率 覆盖面 份额 rate ratio share
        """,
    ),
    (
        Cue.COMPLETION,
        """
        完成率 完成度 完成比例 完成进度 完成情况 进度 总进度 总体进度 形象进度 工程进度 投资进度 支出进度 执行率
        达成率 完工率 竣工率 办结率 建成率 整改率 完成百分比 投资完成率 工程量 总工程量 问题整改率 完成数 进度达
        进展 任务的 目标的 计划的 计划数的 任务数的 目标任务的 任务量的 年度计划的 总量的 工作量 工作量的
        总任务的 总投资的 progress completion complete
        """,
    ),
    (Cue.SCHEDULE, "序时 序时任务 序时目标 序时进度 时间进度 时序进度 时间 时序 计划进度 序时要求 schedule"),
    (
        Cue.OTHERS,
        """
        全市 全省 全国 市平均 全市平均 全省平均 全国平均 省平均 其他区 兄弟区 周边 外区 市级平均 各区平均
        citywide nationwide nationally
        """,
    ),
    (Cue.MONTHLY, "环比 当月 单月 月度 本月 当季 month_on_month"),
    (
        Cue.UP,
        """
        增长 增加 提高 提升 上升 上涨 增 升 涨 多 回升 扩大 增幅 增速 增长率 涨幅 增收 加快 高于 快于 超 超过
        超出 领先 高出 多出 增至 升至 提高到 提升到 提升至 提高至 增加到 增加至 增长到 增长至 上升到 上升至 up
        rose grew growth increased increase increasing faster higher
        """,
    ),
    (
        Cue.DOWN,
        """
        下降 减少 降低 低 欠 落后 回落 下滑 下跌 降 跌 少 收窄 缩小 降幅 跌幅 减收 低于 慢于 负增长 削减 降至
        下降到 下降至 降低到 降低至 减少到 减少至 回落至 回落到 收窄至 收窄到 压减 down fell decreased decrease
        dropped declined decline slower lower
        """,
    ),
    (Cue.FLAT, "持平 零增长 与去年持平 flat unchanged"),
    (
        Cue.THAN,
        """
        比 较 相比 相较 与上 与去 与年初 同比 环比 比上 比去 较上 较去 较年初 比年初 对比 than versus vs
        compared
        """,
    ),
    (
        Cue.UNDER,
        """
        不足 不到 未到 没到 还没到 还不到 未达 未达到 没达到 没有达到 不满 未满 尚未达到 低于 达不到 未超过
        不超过 less_than fewer_than below under
        """,
    ),
    (
        Cue.OVER,
        """
        超 超过 超出 逾 突破 高于 不少于 不低于 至少 达到 多于 越过 more_than over at_least exceeded
        """,
    ),
    (
        Cue.ABOUT,
        """
        约 大约 大概 大致 差不多 左右 上下 估计 about around approximately roughly some
        """,
    ),
    (Cue.NEARLY, "近 将近 接近 nearly almost"),
)
