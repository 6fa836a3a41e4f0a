#!/usr/bin/env python3
"""Writes the twelve documents of this folder, as a county's office sends them to the
editor of its bulletin: python3 testdata/office/make.py. All names and figures are
fictitious."""

import pathlib

from wps import Document, paragraph, run, table, typed

HERE = pathlib.Path(__file__).resolve().parent
PICTURES = HERE.parent / "issues/lanxi-2026-03/pictures"
TITLE = {"font": "方正小标宋简体", "size": 22}
BODY = {"font": "仿宋_GB2312", "size": 16}


def title(value):
    """A title set by hand: centred, large, each line a paragraph's break."""
    return paragraph(typed(value, **TITLE), align="center")


def line(value, **kind):
    return paragraph(typed(value, **BODY), **kind)


def bold_then(head, rest):
    return paragraph(typed(head, bold=True, **BODY) + typed(rest, **BODY))


def item(value, number, level=0):
    """A paragraph with an automatic number."""
    return paragraph(typed(value, **BODY), number=(number, level))


def signature(*lines):
    """Signature and date on the right, as they are typed in a notice."""
    return [paragraph(typed(value, **BODY), align="right", right=400) for value in lines]


def notice():
    d = Document()
    d.add(title("关于做好2026年春季义务植树工作的通知"), paragraph())
    d.add(line("各乡镇人民政府，县直各部门：", first=0))
    d.add(line("为深入推进绿色梧岭建设，进一步提升国土绿化水平，经县人民政府同意，现就做好2026年春季义务植树工作有关事项通知如下。"))
    d.add(line("一、时间安排"))
    d.add(line("今年全县义务植树活动自3月9日起至3月31日止。3月12日植树节当天，县四套班子领导到城东湿地公园参加集中植树。各乡镇可根据墒情自行安排，原则上不迟于3月25日完成栽植。"))
    d.add(line("二、任务分工"))
    d.add(line("（一）县林业局负责苗木调配和技术指导，3月6日前将樟树、乌桕、枫香等苗木12.6万株运抵各乡镇。"))
    d.add(line("（二）县水利局负责城东湿地公园的灌溉用水，栽植后一周内浇足“定根水”两次。"))
    d.add(line("（三）各乡镇负责落实地块、组织人员，每个行政村至少建成一处“村民林”，面积不少于3亩。"))
    d.add(line("三、有关要求"))
    d.add(line("各单位要坚持节俭办活动，不搬运大树，不搞“一次性”绿化，不占用永久基本农田。活动结束后，请于4月3日前将完成情况报县绿化委员会办公室（联系人：齐望舒，电话：0000-612 3080）。"))
    d.add(paragraph(), line("附件：1. 2026年春季义务植树任务分解表"), line("　　　2. 苗木领取登记表"), paragraph())
    d.add(*signature("梧岭县人民政府办公室", "2026年2月27日"))
    return d


def speech():
    d = Document()
    numbers = d.list(("japaneseCounting", "%1、", "nothing"), ("japaneseCounting", "（%2）", "nothing"))
    d.add(paragraph(typed("在全县项目建设推进会上的讲话"), style="9"))
    d.add(paragraph(typed("（2026年3月4日）", font="楷体_GB2312", size=16), align="center"))
    d.add(paragraph(typed("县委副书记、县长  陆怀谷", font="楷体_GB2312", size=16), align="center"), paragraph())
    d.add(line("同志们：", first=0))
    d.add(line("今天我们在经济开发区召开项目建设推进会。刚才大家现场看了三个项目，有的一个月一个样，有的去年秋天看的时候是什么样，今天还是什么样。差距在哪里，我想大家心里都有数。下面，我讲三点意见。"))
    d.add(paragraph("看清形势，坚定抓项目的信心", style="2", number=(numbers, 0)))
    d.add(line("去年全县固定资产投资增长8.4%，其中工业投资增长13.1%，两项指标都好于预期。但也要看到，新开工的37个项目里，亿元以上的只有6个，比上年少了2个。没有大项目，就没有后劲。"))
    d.add(paragraph("突出重点，打通项目落地的堵点", style="2", number=(numbers, 0)))
    d.add(paragraph("用地要早谋划", style="3", number=(numbers, 1)))
    d.add(bold_then("地等项目，不能项目等地。", "自然资源局要在一季度内完成1200亩工业用地的收储，开发区的“七通一平”上半年必须到位。"))
    d.add(paragraph("审批要再提速", style="3", number=(numbers, 1)))
    d.add(bold_then("能并联的不串联。", "去年我们把施工许可的办理时限压到了18个工作日，今年要压到12个。政务服务中心每月晒一次账单，谁的环节超时，谁在会上说明。"))
    d.add(paragraph("压实责任，形成比学赶超的氛围", style="2", number=(numbers, 0)))
    d.add(line("项目建设是“一把手”工程。县级领导每月至少到联系的项目现场一次，乡镇和部门主要负责同志每周一次。年底看什么？就看厂房起来了没有，设备进来了没有，税收上来了没有。"))
    d.add(line("同志们，春光正好，时不我待。让我们拿出“开局就是决战、起步就是冲刺”的劲头，把一张张图纸变成一座座厂房！"))
    return d


def report():
    d = Document()
    numbers = d.list(("chineseCounting", "%1、", "nothing"), ("chineseCounting", "（%2）", "nothing"), ("decimal", "%3.", "space"), ("decimal", "（%4）", "nothing"))
    d.add(title("2025年全县河湖长制工作情况报告"), paragraph())
    d.add(line("2025年，全县各级河湖长认真履职，累计巡河4.3万人次，发现并处置问题1126个，国控、省控断面水质优良率保持100%。现将有关情况报告如下。"))
    d.add(paragraph("主要做法", style="2", number=(numbers, 0)))
    d.add(paragraph("健全责任体系", style="3", number=(numbers, 1)))
    d.add(paragraph("明确河段到人", style="4", number=(numbers, 2)))
    d.add(line("全县61条河流、9座水库、214口山塘全部落实河湖长，设立公示牌318块，做到“一河一长、一塘一牌”。"))
    d.add(paragraph("推行联合巡查", style="4", number=(numbers, 2)))
    d.add(item("部门联巡：水利、生态环境、农业农村三部门每季度联合巡查一次。", numbers, 3))
    d.add(item("跨县联巡：与下游双溪县签订协议，界河由两县河长轮流牵头。", numbers, 3))
    d.add(paragraph("强化源头治理", style="3", number=(numbers, 1)))
    d.add(line("新建农村生活污水处理设施27座，关停搬迁沿河养殖场8家，清理“四乱”问题93处。梅溪上游3.2km河道恢复自然岸线，白鹭、鸳鸯重新出现。"))
    d.add(paragraph("存在问题", style="2", number=(numbers, 0)))
    d.add(line("一是小微水体管护经费不足，部分村靠集体经济“挤”着用；二是汛期垃圾上岸不及时，个别河段出现漂浮物堆积；三是巡河软件与省平台的数据没有打通，基层重复填报。"))
    d.add(paragraph("下一步打算", style="2", number=(numbers, 0)))
    d.add(item("把小微水体管护经费列入县级预算", numbers, 1))
    d.add(line("按每公里河道每年3000元、每口山塘每年500元的标准，由县乡两级各负担一半。"))
    d.add(item("建设“一张图”", numbers, 1))
    d.add(line("6月底前完成巡河数据与省平台的对接，取消纸质台账。"))
    d.add(*signature("梧岭县河湖长制办公室", "2026年1月15日"))
    return d


def minutes():
    d = Document()
    items = d.list(("decimal", "%1.", "tab"))
    d.add(title("县城老旧小区改造工作专题会议纪要"), paragraph())
    for head, rest in (
        ("时    间：", "2026年3月2日（星期一）上午9:00"), ("地    点：", "县政府二楼会议室"),
        ("主    持：", "副县长  罗以宁"), ("参    加：", "住建局  唐  越、孟清和，财政局  许  闻，城关镇  赵启明、于  真，供水公司  韩  立"),
        ("记    录：", "沈知白"),
    ):
        d.add(paragraph(typed(head, bold=True, **BODY) + typed(rest, **BODY), first=0))
    d.add(paragraph())
    d.add(line("会议听取了住建局关于2026年老旧小区改造计划的汇报，研究了资金筹措、施工组织等问题。现将会议议定事项纪要如下："))
    for point in (
        "原则同意将桂花苑、机械厂宿舍、北门二区等11个小区列入今年改造计划，涉及居民2348户、房屋96幢。",
        "改造资金按中央补助40%、县级配套35%、产权单位和居民出资25%筹措。居民出资部分可以使用住宅专项维修资金，低保户免交。",
        "雨污分流、供水“一户一表”与小区改造同步设计、同步施工，避免“拉链式”开挖。供水公司负责表前管网，费用不得向居民收取。",
        "加装电梯坚持自愿原则，由城关镇牵头调解邻里分歧，每部补助15万元。",
        "各小区成立由居民代表参加的监督小组，施工日志每周公示。",
    ):
        d.add(item(point, items))
    d.add(line("会议强调，改造不能“一改了之”。城关镇要指导小区同步建立物业管理机制，防止“前头改、后头乱”。"))
    return d


def figures():
    d = Document()
    d.add(title("2025年全县农业生产主要指标"), paragraph())
    d.add(line("据县农业农村局统计，2025年全县粮食总产量18.72万吨，比上年增长1.9%；油茶籽产量首次超过2万吨；生猪出栏31.5万头。主要指标见表1。"))
    d.add(paragraph(typed("表1  2025年各乡镇农业生产主要指标", font="黑体"), align="center"))
    d.add(paragraph(typed("单位：吨、万头"), align="right"))
    rows = [
        [("乡镇", {"down": "restart"}), ("粮食", {"span": 2}), ("油茶籽", {"span": 2}), ("生猪出栏", {"down": "restart"})],
        [("", {"down": "continue"}), "产量", "增长（%）", "产量", "增长（%）", ("", {"down": "continue"})],
    ]
    for values in (
        ("城关镇", "21 460", "0.8", "1 205", "3.1", "3.2"), ("东岭镇", "38 915", "2.4", "4 870", "6.5", "7.9"),
        ("梅溪镇", "45 302", "2.1", "3 316", "4.0", "8.4"), ("石门乡", "29 877", "1.7", "5 942", "9.2", "4.6"),
        ("白沙乡", "27 140", "-0.6", "2 981", "2.7", "4.1"), ("云坪乡", "24 506", "3.3", "2 068", "5.8", "3.3"),
        ("合计", "187 200", "1.9", "20 382", "5.9", "31.5"),
    ):
        rows.append([(values[0], {"align": "left"}), *((v, {"align": "right"}) for v in values[1:])])
    d.add(table(rows, [1400, 1400, 1300, 1400, 1300, 1500], heads=2))
    d.add(paragraph(typed("注：增长率按可比面积计算；白沙乡因夏旱减产。", size=9), first=0))
    d.add(line("从分布看，粮食增产主要来自东岭、梅溪两镇的高标准农田，油茶增产主要来自石门乡2021年新造林进入盛果期。"))
    d.add(line("（县农业农村局供稿）", align="right"))
    return d


def awards():
    d = Document()
    d.add(title("关于表彰2025年度先进集体和先进个人的决定"), paragraph())
    d.add(line("各乡镇、县直各单位："), line("2025年，全县广大干部职工锐意进取、扎实工作，涌现出一批成绩突出的集体和个人。为树立榜样、激励先进，县委、县政府决定，对以下先进集体和先进个人予以表彰。"))
    d.add(paragraph(typed("一、先进集体（8个）", bold=True)))
    d.add(paragraph(typed("东岭镇  石门乡  县水利局  县税务局  县人民医院\n县第二中学  城关镇桂花社区  县供电公司调度班"), first=0))
    d.add(paragraph(typed("二、先进个人（18名）", bold=True)))
    names = ["唐　越", "孟清和", "许　闻", "赵启明", "于　真", "韩　立", "沈知白", "欧阳疏影", "齐望舒", "罗以宁", "顾　也", "方既白", "戴一苇", "阿依古丽·买买提", "夏　蝉", "简　宁", "温如言", "白　鹿"]
    for i in range(0, len(names), 6):
        d.add(paragraph(run("\t".join(names[i:i + 6])), first=0))
    d.add(line("希望受表彰的集体和个人珍惜荣誉、再接再厉。全县各级各部门要以先进为榜样，为建设富裕、文明、美丽的梧岭作出新的更大贡献。"))
    d.add(paragraph(), *signature("中共梧岭县委", "梧岭县人民政府", "2026年2月10日"))
    return d


def poem():
    d = Document(pages=False)
    d.add(paragraph(typed("在梅溪等一场雨", font="楷体", size=18), align="center"))
    d.add(paragraph(typed("白  鹿", font="楷体"), align="center"), paragraph())
    for stanza in (
        "石头在河床里数自己的影子\n数到第三遍，云就来了\n它先落在山那边的茶园\n像谁把一匹布慢慢抖开",
        "放牛的人把斗笠压低\n牛不肯走，它记得\n去年也是这个时候\n水从上游走来，一路喊着稻子的名字",
        "后来，我们都站在屋檐下\n听瓦片一句一句地翻译\n翻到最后一句，天就亮了\n梅溪，又是一条河了",
    ):
        d.add(paragraph(typed(stanza), align="center"), paragraph())
    d.add(paragraph(typed("（作者系石门乡中心小学教师）", font="楷体"), align="right"))
    return d


def photos():
    d = Document()
    picture = lambda name: (PICTURES / name).read_bytes()
    d.add(title("水库除险加固工程通过蓄水验收"), paragraph())
    d.add(line("3月6日，云坪水库除险加固工程通过蓄水验收。这座建于1972年的小（1）型水库，经过14个月施工，坝体防渗、溢洪道和输水隧洞全部更新，灌溉面积由8600亩恢复到1.1万亩。"))
    d.add(paragraph(d.picture(picture("dam.jpg"), "jpeg", 13.2, 5.4, "水库大坝和溢洪道，坝顶有施工人员"), align="center"))
    d.add(paragraph(typed("图1  加固后的云坪水库大坝（戴一苇 摄）"), style="10", align="center"))
    d.add(line("验收组实地查看了坝顶、坝坡和闸房，抽查了63组混凝土试块的检测资料，认为工程质量合格，同意投入运行。"))
    d.add(paragraph(run("库区移民新村的晒场上，切好的香菇正在晾晒。") + d.picture(picture("rack.jpg"), "jpeg", 8, 6, "山坡晒场的木架上晾着香菇", floating=True)))
    d.add(paragraph(typed("图2  库区移民新村的晒场"), style="10", align="center"))
    d.add(line("下游东岭镇的种粮大户简宁说：“往年五月就要抢水，今年心里踏实了。”"))
    d.add(paragraph(d.old_picture(picture("portrait.jpg"), "jpeg", 5, 7, "种粮大户简宁的半身像"), align="center"))
    d.add(paragraph(typed("图3  种粮大户简宁"), style="10", align="center"))
    d.add(line("（县水利局供稿）", align="right"))
    return d


def letter():
    d = Document()
    d.add(paragraph(typed("一封来自云坪村的感谢信"), style="9"), paragraph())
    d.add(paragraph(typed("尊敬的县供水公司全体员工：", **BODY), first=0))
    d.add(line("你们好！我们是云坪乡云坪村的村民。往年一到冬天，村里的水管就冻，老人们要到两里外的山泉挑水。去年腊月二十三，寒潮来得急，全村176户又断了水。"))
    d.add(line("接到电话的当晚，抢修队韩立师傅一行五人冒雪上山，铲冰、换管、包扎保温层，连续干了31个小时。大年三十早上，自来水通了，村里的鞭炮比往年响得都早。"))
    d.add(paragraph(typed("后来我们才知道，韩师傅的母亲那几天正在住院，他一个字也没提。这份情，云坪村", **BODY) + typed("记在心里", dots=True, **BODY) + typed("。", **BODY)))
    d.add(line("此致"), line("敬礼！", first=0))
    d.add(paragraph(), *signature("云坪村全体村民", "2026年2月20日"))
    return d


def statistics():
    d = Document()
    d.add(title("梧岭县2025年国民经济和社会发展统计公报（摘要）"), paragraph())
    d.add(paragraph(run("经初步核算，2025年全县地区生产总值") + d.note("地区生产总值、各产业增加值绝对数按现价计算，增长速度按不变价格计算。") + typed("186.4亿元，按不变价格计算，比上年增长5.7%。其中，第一产业增加值31.2亿元，增长3.8%；第二产业增加值72.9亿元，增长6.9%；第三产业增加值82.3亿元，增长5.4%。")))
    d.add(paragraph(run("全年空气质量优良天数348天，PM") + run("2.5", script="subscript") + run("平均浓度22μg/m") + run("3", script="superscript") + typed("，比上年下降2μg/m") + run("3", script="superscript") + typed("；单位生产总值CO") + run("2", script="subscript") + typed("排放下降4.1%。年末城市建成区面积19.6km") + run("2", script="superscript") + run("。")))
    d.add(paragraph(run("全年居民人均可支配收入29 860元") + d.note("来自城乡住户一体化调查，样本为全县12个调查小区的120户。") + typed("，增长6.2%。年末常住人口") + d.note("常住人口为年度人口抽样调查推算数。") + typed("38.2万人，城镇化率53.7%。")))
    d.add(paragraph(typed("表1  2023—2025年主要经济指标"), style="10", align="center"))
    rows = [["指  标", "单  位", "2023年", "2024年", "2025年"]]
    rows += [[(v[0], {"align": "left"}), v[1], *((x, {"align": "right"}) for x in v[2:])] for v in (
        ("地区生产总值", "亿元", "165.8", "176.5", "186.4"), ("固定资产投资增速", "%", "6.2", "7.7", "8.4"),
        ("社会消费品零售总额", "亿元", "61.3", "64.9", "68.8"), ("一般公共预算收入", "亿元", "9.87", "10.42", "11.05"))]
    d.add(table(rows, [2600, 1200, 1500, 1500, 1500], heads=1))
    d.add(paragraph(typed("资料来源：梧岭县统计局"), first=0))
    return d


def questions():
    d = Document()
    d.add(title("城乡居民医保“五问五答”"), paragraph())
    d.add(paragraph(d.comment(typed("2026年度城乡居民医保集中参保期已经开始。", **BODY), "日期请医保局再核一次") + typed("针对群众关心的问题，县医保局作如下解答。", **BODY)))
    for question, answer in (
        ("今年个人缴费标准是多少？", "每人每年400元，财政补助每人每年700元。特困人员、低保对象由财政全额或部分资助。"),
        ("错过集中参保期还能参保吗？", "可以。但自缴费之日起设3个月的固定待遇等待期；连续断保的，每多断1年，等待期再增加1个月。"),
        ("新生儿怎样参保？", "出生后90天内凭出生医学证明办理，从出生之日起享受待遇，不需要等上户口。"),
        ("在外地看病怎样报销？", "先在国家医保服务平台备案，住院费用可以直接结算；急诊抢救视同已备案。"),
    ):
        d.add(paragraph(typed("问：" + question, bold=True, **BODY)), paragraph(typed("答：", bold=True, **BODY) + typed(answer, **BODY)))
    d.add(paragraph(typed("问：在哪里可以查到自己的缴费记录？", bold=True, **BODY)))
    d.add(paragraph(typed("答：", bold=True, **BODY) + typed("登录", **BODY) + d.link("县医保局网站", "https://yb.wuling.example/cx") + typed("，或者到村（社区）便民服务点查询。", **BODY)))
    d.add(line("（来源：县医保局）", align="right"))
    return d


def regulations():
    d = Document()
    numbers = d.list(("chineseCountingThousand", "第%1章", "space"))
    articles = d.list(("chineseCountingThousand", "第%1条", "space"))
    points = d.list(("chineseCountingThousand", "（%1）", "nothing"))
    d.add(title("梧岭县村级公益性岗位管理办法"), paragraph(typed("（试行）", size=16), align="center"))
    clause = lambda value: d.add(item(value, articles))
    d.add(paragraph("总则", style="2", align="center", number=(numbers, 0)))
    clause("为规范村级公益性岗位的开发和管理，帮助就业困难人员就近就业，根据有关规定，结合本县实际，制定本办法。")
    clause("本办法所称村级公益性岗位，是指由县财政出资、安排在行政村从事保洁、护林、护路、护水等公共服务的岗位。")
    d.add(paragraph("岗位与人员", style="2", align="center", number=(numbers, 0)))
    clause("岗位按需设置、总量控制。每个行政村原则上不超过6个。")
    clause("符合下列条件之一的，可以申请：")
    d.add(item("脱贫家庭中有劳动能力的成员；", points), item("零就业家庭成员；", points), item("残疾等级为三级、四级且能够胜任工作的人员。", points))
    clause("聘用按照个人申请、村级评议、乡镇审核、公示七日的程序进行。公示有异议的，由乡镇在五个工作日内核实答复。")
    d.add(paragraph("待遇与考核", style="2", align="center", number=(numbers, 0)))
    clause("岗位补贴每月800元，由县财政按月打卡发放，并统一购买意外伤害保险。")
    clause("乡镇每季度考核一次。连续两个季度不合格的，予以解聘。")
    d.add(paragraph("附则", style="2", align="center", number=(numbers, 0)))
    clause("本办法由县人力资源和社会保障局负责解释，自2026年4月1日起施行，有效期两年。")
    return d


DOCUMENTS = {
    "01通知": notice, "02讲话": speech, "03工作报告": report, "04会议纪要": minutes, "05农业指标": figures, "06表彰决定": awards,
    "07诗歌": poem, "08图片报道": photos, "09感谢信": letter, "10统计公报": statistics, "11医保问答": questions, "12管理办法": regulations,
}

if __name__ == "__main__":
    for name, make in DOCUMENTS.items():
        make().write(HERE / f"{name}.docx")
