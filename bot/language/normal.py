"""One form for the many ways the same text is typed: half width, simplified characters, no stray white space."""

from bot.language.patterns import compiled_later

# Traditional characters that occur in reports and plans, each followed by its simplified form. Only those with one
# reading here: 覆 (覆盖) and 干 stay as they are, 乾 and 幹 become 干.
_TRADITIONAL = (
    "無无關关萬万與与專专業业東东兩两嚴严個个豐丰臨临為为爲为麗丽舉举義义樂乐習习鄉乡書书買买亂乱爭争虧亏雲云亞亚產产畝亩親亲億亿僅仅從从倉仓"
    "儀仪們们價价眾众衆众優优會会傘伞偉伟傳传傷伤倫伦體体餘余佔占併并並并來来侖仑係系俠侠倆俩債债傾倾償偿儲储兒儿兌兑內内冊册軍军"
    "農农沖冲決决況况凍冻淨净準准涼凉減减湊凑幾几鳳凤憑凭凱凯擊击鑿凿劃划劉刘則则剛刚創创刪删別别劑剂劍剑劇剧勸劝辦办務务動动勵励勁劲"
    "勞劳勢势勝胜勛勋匯汇區区醫医華华協协單单賣卖盧卢衛卫卻却廠厂廳厅歷历曆历厲厉壓压厭厌廁厕廂厢廈厦縣县參参雙双發发變变敘叙疊叠"
    "葉叶號号嘆叹嚇吓嗎吗啟启啓启吳吴員员響响問问喚唤喪丧嘗尝圍围園园圓圆圖图團团國国場场塊块堅坚壇坛壩坝墳坟墜坠壟垄墾垦墊垫牆墙"
    "壞坏聲声處处備备復复夠够頭头夾夹奪夺奮奋獎奖奧奥婦妇媽妈娛娱孫孙學学寧宁寶宝實实審审憲宪宮宫寬宽賓宾寢寝對对尋寻導导壽寿將将爾尔"
    "塵尘嘗尝屆届層层屬属歲岁島岛嶺岭崗岗峽峡幣币帥帅師师帳帐幫帮帶带幹干乾干廣广莊庄慶庆庫库應应廟庙廢废開开異异棄弃張张彌弥彎弯彈弹"
    "強强歸归當当錄录彙汇徹彻徑径徵征後后憶忆懷怀態态憐怜總总戀恋懇恳惡恶悅悦懸悬驚惊慣惯慘惨懲惩憤愤願愿懶懒戲戏戰战戶户撲扑"
    "執执擴扩掃扫揚扬擾扰撫抚拋抛搶抢護护報报擔担擬拟攏拢揀拣擁拥攔拦擇择掛挂摯挚挾挟撓挠擋挡掙挣擠挤揮挥撥拨損损撿捡換换據据擱搁攜携攝摄"
    "擺摆搖摇撐撑敵敌斂敛數数齋斋鬥斗斷断時时曠旷晝昼顯显曬晒曉晓暫暂術术機机雜杂權权條条楊杨極极構构槍枪櫃柜標标棧栈棟栋欄栏樹树"
    "樣样橋桥檔档檢检樓楼業业歡欢歐欧殘残毀毁畢毕漢汉湯汤溝沟沒没滬沪滅灭淚泪澤泽潔洁灑洒濁浊測测濟济瀏浏渾浑濃浓濤涛渦涡滲渗溫温灣湾"
    "濕湿滿满濾滤滯滞漲涨潛潜灘滩灝灏燈灯靈灵災灾燦灿爐炉點点煉炼熱热煩烦燒烧營营獨独獲获獄狱瑪玛環环現现瓊琼電电畫画暢畅療疗瘋疯癥症監监"
    "蓋盖盤盘睏困礦矿碼码磚砖確确礎础礙碍禮礼禍祸種种積积稱称穩稳稅税窮穷窺窥竄窜競竞筆笔築筑簽签籤签簡简節节籌筹籃篮類类粵粤糧粮"
    "緊紧紀纪約约級级紛纷純纯紙纸線线組组細细織织終终紹绍經经結结給给絡络絕绝統统繼继績绩續续維维綜综綠绿網网緒绪練练緩缓編编緣缘縮缩總总"
    "繳缴繫系罷罢罰罚聯联職职聽听肅肃腸肠脅胁腳脚臉脸艦舰艱艰藝艺蘇苏範范荊荆薦荐藥药蓮莲蕭萧藍蓝虛虚蟲虫補补裝装裏里裡里製制複复見见觀观"
    "規规視视覺觉覽览觸触計计訂订認认討讨讓让訓训議议記记講讲許许論论設设訪访證证評评識识訴诉診诊詞词試试詩诗話话該该詳详語语誤误說说請请諸诸"
    "課课誰谁調调談谈謀谋謝谢謹谨譽誉讀读責责賢贤財财販贩貨货質质貧贫購购貫贯貸贷費费貼贴貴贵貿贸賀贺資资賽赛賠赔賬账贊赞贏赢趕赶趙赵趨趋"
    "躍跃踐践車车軌轨轉转輪轮軟软輕轻載载較较輔辅輛辆輝辉輸输轄辖辭辞邊边達达遷迁過过運运還还這这進进遠远違违連连遲迟適适選选遊游遞递邏逻遺遗"
    "鄰邻郵邮釋释針针鋼钢錢钱鐵铁鐘钟鍾钟銀银銷销鋪铺錯错鎮镇鏈链鑒鉴長长門门閉闭間间閒闲聞闻閱阅隊队陽阳陰阴階阶際际陸陆陳陈險险隨随隱隐難难"
    "霧雾靜静韓韩頁页項项順顺須须預预領领頻频題题顏颜額额風风飛飞飯饭飲饮館馆馬马駐驻駛驶駕驾驗验騎骑鬆松魚鱼鮮鲜鳥鸟麥麦黃黄黨党齊齐齒齿"
    "龍龙龜龟臺台佈布週周於于註注採采隻只盡尽儘尽繪绘貳贰參参陸陆貳贰擡抬僱雇閥阀績绩鑰钥闆板"
)
_ONE_FOR_ONE = {
    **{ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)},
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # ！ to ～
    ord("﹪"): "%",
    ord("％"): "%",
    ord("﹣"): "-",
    ord("−"): "-",
    ord("–"): "-",
    ord("—"): "-",
    ord("～"): "~",
    ord("〜"): "~",
    ord("﹐"): ",",
    ord("﹔"): ";",
    ord("﹕"): ":",
    ord("｡"): "。",
    ord("【"): "[",
    ord("】"): "]",
    ord("〔"): "(",
    ord("〕"): ")",
    ord("\r"): "\n",
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
}
_NO_QUOTES = dict.fromkeys(map(ord, '"“”「」『』'))
# Numerals as they stand on cheques; only in a row that has a 拾, 佰, 仟 or 点 (大陆, 收拾 are no numbers).
_FINANCIAL = dict(zip(map(ord, "壹贰叁肆伍陆柒捌玖拾佰仟"), "一二三四五六七八九十百千", strict=True))
_FINANCIAL_ROW = compiled_later(r"(?=[壹贰叁肆伍陆柒捌玖零]*[拾佰仟点])[壹贰叁肆伍陆柒捌玖零拾佰仟点万亿]{2,}")
# Between Chinese characters, and between them and anything else, white space says nothing; "2 of 5" needs it.
_NOTHING = "[ \\t\u00a0\u3000\u2000-\u200f\u202a-\u202f\u2060-\u206f\ufeff\\x00-\\x08\\x0b-\\x1f\\x7f]"
_STRAY = compiled_later(f"(?<![0-9A-Za-z%,.;:!?)])(?:{_NOTHING})+|(?:{_NOTHING})+(?![0-9A-Za-z(])")
_RUN = compiled_later(f"(?:{_NOTHING})+")


def normal(text: str) -> str:
    """Write a text in its normal form: half-width signs, simplified characters, white space only between Latin words.

    。 and 、 stay, line ends become a single \\n. Case is kept.
    """
    return squeezed(one_for_one(text))


def one_for_one(text: str) -> str:
    """Change the signs of a text without changing its length, so that places in it still point into the original."""
    return _FINANCIAL_ROW.sub(lambda row: row[0].translate(_FINANCIAL), text.translate(_ONE_FOR_ONE))


def squeezed(text: str) -> str:
    """Take out the white space that says nothing."""
    lines = (_STRAY.sub("", _RUN.sub(" ", line)).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


QUOTES = '"“”「」『』'


def without_quotes(text: str) -> str:
    """Take out quotation marks, which stand inside dates and names (“五一”前)."""
    return text.translate(_NO_QUOTES)


def original(text: str, part: str) -> str:
    """Find in a text as typed the piece whose normal form is `part`; `part` itself where it cannot be told."""
    plain = one_for_one(text)
    kept = [place for place, sign in enumerate(plain) if not (sign.isspace() or sign in QUOTES)]
    dense = "".join(plain[place] for place in kept)
    wanted = "".join(part.split())
    begin = dense.find(wanted)
    if not wanted or begin < 0:
        return part
    return text[kept[begin] : kept[begin + len(wanted) - 1] + 1]
