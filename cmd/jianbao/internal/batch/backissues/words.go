package backissues

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Material for generated copy: invented places, offices and people, and
// sentences with placeholders in braces, which writer fills in.
//
// All of it can be encoded in GBK, and none of it causes proofreading warnings.
var (
	places = []string{"鹭溪", "荷浦", "松垭", "柳堰", "沅丘", "青荻", "石梁湾", "澄口"}
	series = []string{"工作简报", "档案通讯", "水务动态", "信访摘编", "史志之窗", "农情快讯", "教研往来", "机关文萃"}

	offices = []string{"县政府办公室", "县档案馆", "水利局", "农业局", "教育局", "计划委员会", "信访办公室", "地方志办公室", "财政局", "统计局"}
	people  = []string{"甄其远", "贺兰亭", "邱穗", "虞小满", "宣和平", "柏守一", "岑之南", "鲁望秋", "端木青", "褚云帆"}
	streets = []string{"北关", "渡口", "南湖", "东桥", "西坪", "新垸", "老街", "柏树下"}

	sectionTitles = []string{"要闻", "各地动态", "经验交流", "调查研究", "来信摘登", "工作札记", "统计资料", "旧事新编"}

	titles = []string{
		"{p}县召开{s}片区工作会议",
		"{s}乡{n}个村通上自来水",
		"{o}清理积压文件{N}件",
		"从一本台账看{s}的变化",
		"“半日制”值班好在哪里",
		"{s}堤段加固工程提前{n}天完工",
		"{m}月份主要指标完成情况",
		"老同志{w}捐出手稿{n}册",
		"关于{s}集市搬迁的几点建议",
		"{o}答复群众来信{N}封",
		"秋粮入库进度过半",
		"学校危房改造走访记",
		"一份会议记录的来历",
		"{p}县普查资料通过验收",
	}

	sentences = []string{
		"{m}月{d}日，{o}在{s}召开现场会，{n}个乡镇的负责人到会。",
		"会议听取了{w}同志的汇报，逐项核对了上季度的进度。",
		"截至{m}月底，全县共登记{N}户，比去年同期增加{x}%。",
		"{w}说，账要一笔一笔地对，路要一段一段地修。",
		"大家认为，底数清了，办法才能对路。",
		"{s}一带地势低，历年汛期都要派人轮流守堤。",
		"工作组在村里住了{d}天，走访{N}户，记下意见{n}条。",
		"这批材料装订成{n}册，目录另编一本，供查阅时对照。",
		"有的同志提出，表格太多，同一个数字要填三遍，建议合并。",
		"{o}当即决定，从下月起改为每季度报一次。",
		"据统计，今年的用工比上年少{N}个，节省开支{x}%。",
		"群众最关心的是水价、学费和路灯，三件事都列入了年内计划。",
		"验收组抽查了{N}件，差错率为{x}%，低于规定的标准。",
		"老校长{w}至今保存着当年的花名册，纸已经发黄，字迹仍然清楚。",
		"经核实，{s}水闸的启闭机还是{n}年前换的，今冬需要大修。",
		"下一步，{o}将会同有关部门继续抓好落实，并把结果通报各乡镇。",
		"《{p}县志》资料长编已经收集卡片{N}张，还缺{n}个部门的材料。",
		"{s}的渡船每天往返{d}趟，赶集的日子要多加{n}趟。",
		"办公室把来信分成“急、缓、存”三类，急件当天就办。",
		"全县{d}所小学的旧课桌换了一半，其余的年底前换完。",
		"各地报来的数字口径不一，统计人员逐村打电话核对，直到深夜。",
		"从调查的情况看，问题主要有三个：人手不够、经费不足、制度不全。",
		"{w}同志在发言中举了一个例子：同样一段渠道，包干以后，用水少了{x}%。",
		"会后，与会人员冒雨察看了{s}的两处险工险段。",
	}

	// For headings in Markdown.
	subheads = []string{"基本情况", "主要做法", "存在的问题", "几点体会", "下一步打算"}
	items    = []string{"{s}片区，{N}户", "{o}，{n}人", "整修渠道{d}段，完成{x}%", "发放明白纸{N}份", "补齐卷宗{n}册"}

	// Traditional Chinese, for Big5.
	tradSentences = []string{
		"{m}月{d}日，文史組在舊書庫清點報紙合訂本，共得{N}冊。",
		"這批報紙多數印於戰後初年，紙質脆弱，翻閱時須戴手套。",
		"據老編輯回憶，當時的稿件都用毛筆謄寫，再交排字房檢字。",
		"有{n}冊缺了封面，年月是從內文的節氣推算出來的。",
		"我們把來信按地區分類，每一封都編上號碼，寫明收到的日期。",
		"讀者說，過去在這裡讀書，最難忘的是晚上的燈會。",
		"下個月起，閱覽室每週開放{n}天，歡迎大家前來查閱。",
		"這個辦法試行以後，調閱的時間縮短了{x}%。",
	}
	tradTitles = []string{"舊報整理札記之{c}", "來信選登之{c}", "閱覽室開放消息之{c}", "編後記之{c}"}

	ordinals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
)

// writer generates copy; the same random numbers give the same copy.
type writer struct {
	rand  *rand.Rand
	place string // place of the bulletin
}

func (w *writer) one(list []string) string { return list[w.rand.IntN(len(list))] }

func (w *writer) fill(pattern string) string {
	return strings.NewReplacer(
		"{p}", w.place,
		"{s}", w.one(streets),
		"{o}", w.one(offices),
		"{w}", w.one(people),
		"{c}", w.one(ordinals),
		"{m}", fmt.Sprint(1+w.rand.IntN(12)),
		"{d}", fmt.Sprint(2+w.rand.IntN(27)),
		"{n}", fmt.Sprint(3+w.rand.IntN(17)),
		"{N}", fmt.Sprint(100+w.rand.IntN(9000)),
		"{x}", fmt.Sprintf("%d.%d", 1+w.rand.IntN(30), 1+w.rand.IntN(9)),
	).Replace(pattern)
}

func (w *writer) title() string { return w.fill(w.one(titles)) }

// paragraph returns two to five different sentences.
func (w *writer) paragraph(stock []string) string {
	var b strings.Builder
	for _, i := range w.rand.Perm(len(stock))[:2+w.rand.IntN(4)] {
		b.WriteString(w.fill(stock[i]))
	}
	return b.String()
}

func (w *writer) paragraphs(stock []string) []string {
	list := make([]string, 2+w.rand.IntN(3))
	for i := range list {
		list[i] = w.paragraph(stock)
	}
	return list
}
