"""Words for what hinders, and for its end."""

from bot.progress.reading.cues import Cue

ROWS: tuple[tuple[int, str], ...] = (
    (
        Cue.BLOCKED,
        """
        停工 停滞 停摆 停了 进不去 停在 停掉 停下来 关停 停着 停下 停建 全面停工 暂停 暂停施工 中止 中断 终止 搁置
        搁浅 叫停
        卡住 卡住了 卡在
        卡了 卡壳 卡死 卡着 推不动 推进不动 推进不了 开展不了 实施不了 进行不了 施工不了 开不了工 进不了场
        走不动 推不开 推不下去 动不了 干不下去 干不了 做不了 办不了 办不下去 走不下去 无法推进 无法开展 无法实施
        无法施工 无法继续 无法进行 无法进场 无法办理 无法落地 无法动工 无法开工 无法启动 不能推进 不能施工
        没法推进 没法干 没法施工 没法开展 没法弄 没法做 推进不下去 进行不下去 难以推进 难以为继 难以开展 烂尾
        暂缓 暂缓实施 暂缓推进 暂缓建设 缓建 停缓建 撤场 瘫痪 查封 冻结 僵住 僵持 陷入僵局 停顿 停止 歇工 窝工
        blocked stuck stopped halted suspended on_hold cannot_proceed can't_proceed stalled paused
        unable_to_proceed cannot_start can't_start 做不下去 搞不下去 弄不下去 施工不下去 僵在
        """,
    ),
    (
        Cue.OBSTACLE,
        """
        完不成 积压 逾期 受损 受灾 靠后 垫底 谈不拢 谈不下来 没谈下来 谈不下 没谈拢 谈崩 慢于计划 慢于序时
        落后于计划 滞后
        落后 缓慢
        偏慢 较慢 进度慢
        推进慢 进展慢 太慢 拖慢 放缓 迟缓 迟滞 延误 拖延 拖期 误期 困难 困难较大 难度 难度大 征拆难 协调难
        融资难 招工难 落地难 推进难 用地难 难题 难点 堵点 卡点 痛点 难处 症结 问题 缺口 缺 缺乏 缺少 短缺 紧缺
        不足 不够 紧张 吃紧 吃力 受阻 阻力 阻碍 受影响 受到影响 影响 受限 制约 瓶颈 障碍 矛盾 纠纷 投诉 上访
        反对 不同意 不配合 不签字 不肯 不愿 不愿意 质疑 拒绝 拒签 未到位 没到位 不到位 没落实 未落实 没批 未批
        未批复 没批复
        没下来 未下达 未下来 没有批下来 没批下来 等上级 等市 等省 等批 等文件 等资金 等审批 等方案 等图纸 等指标
        在等 还在等 等待 待上级 超支 涨价 价格上涨 违约 怠工 消极 欠款 拖欠 欠薪 麻烦 跟不上 没跟上 不及时
        不理想 不高 不畅 不统一 不明确 变更多 反复修改 持续降雨 断供 缺货 供货不足 亟需 亟待 流标 废标 流拍
        慢于预期 不及预期 低于序时 慢于序时 未达序时 未达到序时 未达时序 落后序时 欠序时 欠进度 欠目标进度
        慢序时 滞后序时 分歧 偏低 过低 率低 原因是 主因 下行 短收 主要原因 因为 系因 无法 难以 没法 不能按时
        不能按期 不能如期
        没钱 没人 没地 没指标 没场地 没资金 断了 断档 不够用 跑不动 意见大 意见不统一 意见较大 有抵触 抵触
        压力大 压力较大 吃不消 推诿 扯皮 断裂 风险较大 欠账 delayed delay delays behind shortage lack issue
        issues problem problems waiting_for pending risk obstacle difficult difficulty difficulties
        not_available unavailable insufficient slow 不快 不太理想 不够理想 不大理想 很难 有意见 未果 时间紧
        任务重 急需 running_late delayed_until 未到货 没到货 没到 没办下来 阻工 遇阻 打折扣 打了折扣 匮乏 繁琐
        周期长 迟迟 定不下来 批不下来 办不下来 落不下来 谈不成 批不了 进不去 拆不动 拿不到 找不到 招不到 租不到 买不到
        """,
    ),
    (
        Cue.DROPPED,
        """
        取消 删除 剔除 不再纳入 撤销 调出 移出台账 废止 不再实施 不再推进 不再建设 不再开展 不做了 不搞了 不建了
        不办了 cancelled canceled
        dropped
        """,
    ),
    (Cue.MAYBE_OBSTACLE, "推迟 延期 顺延 延后 延至 延迟 推后 后延 往后推 往后拖 后推 postponed"),
    (
        Cue.RESOLVED,
        """
        解决 已解决 解决了 得到解决 协调解决 妥善解决 妥善处理 处理 处理完毕 有效解决 克服 突破 化解 破解 消除
        缓解 扭转 排除 攻克 打通 已协调 协调好 恢复 恢复施工 复工 已通过 补齐 整改 排查 排查整治 防范 应对 防控
        治理 着力解决 resolved solved resumed fixed overcome
        """,
    ),
    (
        Cue.RESUMED,
        """
        恢复 恢复施工 复工 复工复产 恢复正常 重启 重新启动 解除 已通过 resumed
        """,
    ),
    (
        Cue.ASK_HELP,
        """
        请 需 需要 提请 恳请 建议 请求 望 盼 希望 急需 亟需 商请 拟请 申请 need needs
        """,
    ),
    (
        Cue.HELP,
        """
        协调 协调解决 支持 帮忙 帮助协调 帮助解决 统筹 牵头协调 出面 介入 support help coordinate coordination
        """,
    ),
)
