package lexicon

import (
	"strings"
	"unicode/utf8"
)

// The lists of this file are our own. They are strings and switches, not maps, so
// that they cost nothing at the start of the program.

// surnames holds the commonest surnames of one character, without those that
// titles use as verbs or function words more often (于, 向, 查, 解).
const surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗凤俞任袁柳鲍史唐费廉岑薛雷贺倪汤" +
	"滕殷罗毕郝邬傅卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞" +
	"柯卢莫房裘缪宗丁宣邓郁杭洪左石崔吉龚程邢裴陆荣翁荀甄曲封靳松段巫焦谷侯蓬仰秋仲伊宁仇栾甘武符刘景詹束叶郜黎薄蒲卓蔺池乔闻翟谭申冉郦" +
	"桑桂牛温庄晏柴瞿阎慕茹宦艾容古易廖耿匡寇欧隆聂晁辛阚饶曾沙丰游覃肖闫付涂邝揭佟敖冼麦金江万"

// surnames2 holds surnames of two characters, each followed by a blank.
const surnames2 = "欧阳 上官 司马 诸葛 皇甫 尉迟 公孙 慕容 长孙 司徒 端木 令狐 夏侯 轩辕 淳于 申屠 公冶 宗政 太叔 赫连 澹台 拓跋 呼延 独孤 亓官 钟离 宇文 鲜于 闻人 " +
	"渡边 佐藤 铃木 高桥 伊藤 山本 中村 加藤 吉田 山田 松本 木村 山口 早田 东野 桃田 羽生 安倍 岸田 石破 福田 麻生 " // of Japan

// Function words of one character. An enclitic belongs to the word before it, a
// proclitic to the word after it.
const (
	enclitics  = "的地得了着过等之们吗呢吧所上下中里内外间前后"
	proclitics = "和与及暨或并且而在对向从为被把让使给将以于由至到自按据因如若则比同跟除经沿随"
	function   = enclitics + proclitics + "是有也都又再就才很更最太仍均已曾正能可应须要会不未无没莫勿"
)

// Marks that close and open a quotation, a title or a bracket.
const (
	closing = "”’》〉」』）】〕"
	opening = "“‘《〈「『（【〔"
)

// classes holds the characters that follow the name of a ship, a make or a cup in quotation
// marks.
const classes = "号级型式牌版杯"

// links reports whether a word of several characters is a function word that
// belongs to the word after it.
func links(word string) bool {
	switch word {
	case "关于", "对于", "以及", "及其", "或者", "并且", "而且", "根据", "按照", "依据", "通过", "围绕", "针对", "为了", "由于", "随着", "按", "经", "经过", "除了", "包括", "如何", "怎样", "不得",
		"不能", "可以", "应当", "必须":
		return true
	}
	return false
}

// follows reports whether a word of several characters belongs to the word before it.
func follows(word string) bool {
	switch word {
	case "期间", "以来", "之后", "之前", "以后", "以前", "之间", "之际":
		return true
	}
	return false
}

// Characters that make a word only with another.
const (
	prefixes = "各全我本该新老大小副第总非超多再不未无双首最更正准次反零又亚半逐每某此另两"
	places   = "省市县区镇乡村州旗盟街路河湖江山岛港"
	suffixes = "厅局会制部委办署院校园馆室厂店社队站处科组所台司段班员者家长手师生工民户人农法案证书函表单册图费款税金额量度率性化型类式" +
		"类级期年月日号届周季时分秒节点线网库岸渠坝桥塘堤沟井泵闸田地林场带圈群链源流域口处头层幢栋楼门片段株棵匹头辆台套件项条款章次届轮批名位个亩吨米元里升克度万亿机体官俑仪器膜舰舱炉籍"
)

// transcribing holds the characters that names of other languages are usually written with.
const transcribing = "阿艾埃爱安得奥巴拜班贝本比彼别波伯博卜布查达戴德登迪丁都杜多尔恩法菲费夫弗福盖冈戈格葛古哈汉赫胡基吉加贾江杰金卡凯康考科克肯库拉莱赖兰朗劳勒雷里利莉莲列林琳留龙卢鲁路伦罗洛马买麦曼梅蒙米莫姆木穆纳娜奈内尼妮努诺帕潘培佩彭皮" +
	"珀普齐奇乔切琼热荣若萨塞赛桑森沙莎山尚绍舍圣施什史舒斯苏索塔台泰坦汤特提汀图吐土托陀瓦万韦维温沃乌西希锡霞夏肖谢辛欣雅亚扬耶叶伊依以易因英尤于约泽扎詹赞兹佐合尕次仁央宗旺堆顿珠措吾不再孜力毕图朝敦宝其肉如克旦增美多桑央旺仓娃"

const numerals = "〇零一二三四五六七八九十百千万亿两"

func in(list string, r rune) bool { return r != 0 && strings.ContainsRune(list, r) }

// counted reports whether a word of several characters is a unit, or follows a
// number otherwise.
func counted(word string) bool {
	switch word {
	case "公里", "千米", "公斤", "公顷", "小时", "分钟", "季度", "周年", "平方", "平方米", "平方公里", "立方", "立方米", "人次", "毫米", "厘米", "千瓦", "兆瓦", "千伏", "千克", "毫克", "毫升", "海里", "千瓦时", "摄氏度", "百分点", "标箱", "标准箱", "多万",
		"余万", "左右", "以上", "以下":
		return true
	}
	return false
}

// verb reports whether titles are commonly built with a word as their verb.
func verb(word string) bool {
	switch word {
	case "召开", "举行", "举办", "承办", "主办", "开展", "组织", "推进", "推动", "加强", "加快", "强化", "深化", "实施", "启动", "完成", "实现", "取得", "荣获", "获评", "入选", "通过", "印发", "转发",
		"下发", "发布", "公布", "公开", "征求", "做好", "抓好", "抓实", "落实", "贯彻", "学习贯彻", "宣传贯彻", "调整", "表彰", "同意", "批准", "报送", "上报", "下达", "拨付", "调研", "检查", "督查", "督导",
		"督察", "督办", "视察", "考察", "检阅", "指导", "部署", "安排", "研究", "审议", "听取", "慰问", "走访", "看望", "帮助", "规范", "完善", "建立", "健全", "建成", "打造", "创建", "申报", "参加", "参观",
		"出席", "主持", "带队", "深入", "赴", "来", "赶赴", "奔赴", "走进", "走出", "进入", "迎接", "应对", "防范", "化解", "打击", "整治", "清理", "清查", "查处", "曝光", "通报", "通告", "约谈", "解决",
		"协调", "助力", "助推", "促进", "引领", "带动", "赋能", "护航", "守护", "守好", "打开", "打通", "打响", "打赢", "擦亮", "谱写", "牵头", "派出", "选派", "招募", "招聘", "征集", "申请", "提起", "审理",
		"成立", "组建", "设立", "签订", "签约", "揭牌", "开工", "竣工", "投运", "通车", "通水":
		return true
	}
	return false
}

// adverb reports whether a word belongs to the verb after it.
func adverb(word string) bool {
	switch word {
	case "联合", "共同", "奋力", "全力", "积极", "扎实", "有序", "圆满", "成功", "顺利", "持续", "深入", "全面", "大力", "切实", "认真", "严格", "有力", "稳步", "加快", "隆重", "正式", "提前":
		return true
	}
	return false
}

// founds reports whether what follows a verb is an institution without a name of its own:
// 成立|委员会. Other verbs are parts of names: 检查|中心.
func founds(word string) bool {
	switch word {
	case "成立", "组建", "设立", "建立", "建成", "打造", "创建", "走进", "走出", "赴", "来", "赶赴", "奔赴", "进入", "慰问", "走访", "看望", "参观", "视察", "考察", "检阅", "出席", "迎接", "揭牌", "开工", "竣工", "投运",
		"印发", "转发", "发布", "公布", "通报", "约谈", "荣获", "获评", "入选", "通过", "同意", "批准", "帮助", "助力":
		return true
	}
	return false
}

// heads reports whether a word is the head of a term whose name stands before it in
// quotation marks.
func heads(word string) bool {
	switch word {
	case "工程", "行动", "活动", "项目", "计划", "模式", "机制", "制度", "战略", "理念", "精神", "品牌", "平台", "专项", "主题", "系列", "课堂", "讲堂", "论坛", "大赛", "晚会", "事件", "课题", "思想", "经验", "格局", "原则",
		"标准", "体系", "服务", "金融", "强降水", "事故", "案", "奖", "奖章", "称号", "社区", "企业", "工作法", "工作室", "责任制", "攻坚战":
		return true
	}
	return false
}

// institution reports whether a word names a kind of institution, behind its own name.
func institution(word string) bool {
	if utf8.RuneCountInString(word) > 2 { // by its last character or word
		for _, kind := range [...]string{"段", "站", "所", "院", "馆", "队", "庭", "中心", "协会", "委员会", "公司", "培训班"} {
			if strings.HasSuffix(word, kind) {
				return true
			}
		}
	}
	switch word {
	case "联合会", "协会", "学会", "商会", "基金会", "理事会", "中心", "管理局", "管理处", "管理总局", "总局", "分局", "支局", "公司",
		"集团", "银行", "分行", "支行", "医院", "学院", "大学", "中学", "小学", "幼儿园", "法院", "法庭", "支队", "总队", "大队", "中队", "车间", "工区", "班组", "实验室", "工作室",
		"监管局", "指挥部", "领导小组", "办公室", "自治县", "自治州", "自治区", "联盟", "促进会", "产业园区", "开发区":
		return true
	}
	return false
}

// Surname reports whether a character is one of the commonest surnames.
func Surname(r rune) bool { return in(surnames, r) }

// surname reports whether a word is a surname.
func surname(word string) bool {
	switch len(word) {
	case len("赵"):
		return strings.Contains(surnames, word)
	case len("欧阳"):
		return strings.Contains(surnames2, word+" ")
	}
	return false
}
