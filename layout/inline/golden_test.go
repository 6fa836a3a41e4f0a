package inline

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

var update = flag.Bool("update", false, "write the goldens")

// golden compares text with a file of testdata, which -update writes.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))), "\n")
	for n := 0; n < max(len(g), len(w)); n++ {
		line := func(s []string) string {
			if n < len(s) {
				return s[n]
			}
			return "(end)"
		}
		if line(g) != line(w) {
			t.Errorf("%s:%d (-update if the change is intended):\n got %s\nwant %s", file, n+1, line(g), line(w))
		}
	}
}

// described writes broken lines as text: | at each line end, -| where a hyphen
// was added, and behind them the lines, counted from 1, with a visible repair.
func described(lines []frame.Line) string {
	var b strings.Builder
	var loose, forced []int
	for i := range lines {
		l := &lines[i]
		b.WriteString(l.Text)
		if n := len(l.Glyphs); n > 0 && l.Glyphs[n-1].Hyphen {
			b.WriteByte('-')
		}
		if i+1 < len(lines) {
			b.WriteByte('|')
		}
		switch l.Repair {
		case frame.RepairLoose:
			loose = append(loose, i+1)
		case frame.RepairForced:
			forced = append(forced, i+1)
		}
	}
	if len(loose) > 0 {
		fmt.Fprintf(&b, "  loose %v", loose)
	}
	if len(forced) > 0 {
		fmt.Fprintf(&b, "  forced %v", forced)
	}
	return b.String()
}

// samples are paragraphs of the kinds of text that bulletins hold. Each is
// broken with the body's settings, with the changes that the sample lists.
var samples = []struct {
	name   string
	change func(*Settings)
	text   string
}{
	{"prose: meeting", nil, "昨日下午，河源市水务局在城东净水厂召开供水保障现场会，听取三个月来的整改进展，研究夏季高峰期间的调度办法，并对老旧管网改造作出安排。"},
	{"prose: long clauses", nil, "各县区要把河道保洁同乡村建设一并谋划一并推进一并验收，既解决眼前垃圾堆放侵占岸线的突出问题，也建立起有人管护有钱办事有章可循的长效机制。"},
	{"prose: many commas", nil, "查隐患，补短板，严监管，强基础，巡堤，清障，备料，练兵，汛前十项准备，样样落到人头，件件记入台账。"},
	{"prose: colon and semicolons", nil, "会议明确三件事：一是六月底前完成泵站检修；二是七月上旬补齐砂石、编织袋等物资；三是对水库实行二十四小时值守，雨情水情每两小时报送一次。"},
	{"figures: percentages", nil, "上半年全市用水总量为 3.86 亿立方米，同比下降 2.4%，万元工业增加值用水量降至 18.7 立方米，降幅达 6.15%，节水型企业增加到 128 家。"},
	{"figures: units", nil, "新建管道长 12.6 km，设计流量 0.85 m³/s，管径为 800 mm，工作压力 1.0 MPa，出厂水浊度低于 0.3 NTU，余氯保持在 0.35 mg/L 左右。"},
	{"figures: dates and telephone", nil, "报名截止到2024-05-31的17:30，联系电话（0571）86201234，地址在人民路108号3楼，逾期不再受理，也可拨打12345热线咨询。"},
	{"figures: counted", nil, "自1998年以来，共有26个乡镇、318个村的45000余人参与护堤，累计投工120万个，2023年一年就清理河道87公里。"},
	{"figures: money and signs", nil, "工程总投资￥2,350万元，其中自筹￥480万元；当天气温-3℃～5℃，坡度为12°，误差不超过±0.5‰，合格率100%。"},
	{"figures: ranges", nil, "2021～2025年规划期内，年均削减氮负荷15%～20%，NH₃-N浓度由1.8降到0.9，SO₄²⁻没有明显变化，见表2-1和图3-4[12]。"},
	{"quotation: speech", nil, "老支书说：“修渠那年我十九岁，白天挑土，夜里打夯。”他指着渠水又说：“现在轮到‘后生’们了，别让它断流！”"},
	{"quotation: nested brackets", nil, "依照《水污染防治法》（2017年修正）第二十八条和《关于“十四五”期间城镇污水处理设施建设的意见》（以下简称《意见》），应当如期完成。"},
	{"quotation: Latin inside", nil, "厂区实行“5S”管理，把“VOCs”治理同“双碳”目标结合起来，专家称之为“Water–Energy Nexus”，意思是水与能源相互依存。"},
	{"quotation: dashes and ellipsis", nil, "清晨的堤上只有风声——那是他守了三十年的地方——远处传来广播：水位、流量、风力……一项一项，报得清清楚楚。"},
	{"Latin: terms", nil, "系统采用 MQTT 协议把 PLC 数据送到 SCADA 平台，再由 Python 脚本清洗后写入 PostgreSQL，页面用 Vue 编写，支持 iOS 和 Android。"},
	{"Latin: sentence", nil, "报告引用了一句话：Nothing is softer or more flexible than water, yet nothing can resist it. 这句话也写在展厅入口。"},
	{"Latin: long words", nil, "采样采用 chromatography 与 spectrophotometry 两种方法，对 polychlorinated biphenyls 和 trihalomethanes 分别进行了定量分析。"},
	{"Latin: English paragraph", nil, "The committee reviewed maintenance schedules, environmental monitoring requirements and international collaboration opportunities before adjourning."},
	{"Latin: hyphenated words", nil, "这是一项 state-of-the-art 的 end-to-end 方案，兼顾 low-carbon 与 cost-effective 两个目标，并通过了 peer-reviewed 评估。"},
	{"addresses: web", nil, "全文可在 https://www.example.org/water/reports/2024/annual-summary.html?lang=zh&view=full 下载，也可扫描封底的二维码。"},
	{"addresses: mail", nil, "来稿请发 editorial.office@bulletin.example.org 或 ftp://files.example.org/pub/incoming/，注明“投稿”字样和联系方式。"},
	{"addresses: between Han", nil, "详见网站http://a.example.cn/tongzhi/20240618_fangxun-yingji-xiangying.pdf所附的通知。"},
	{"names", nil, "参加评审的有沈昕、欧阳若水、司马清、蓝映溪、艾力·买买提、卡尔·马克思奖得主約翰·史密斯以及李雪健（兼秘书长）等九人。"},
	{"short: one line", nil, "特此通知。"},
	{"short: two lines", nil, "请各单位于本周五之前将自查情况书面报送办公室汇总。"},
	{"short: last character", nil, "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬。"},
	{"level strict", func(s *Settings) { s.Level = LevelStrict }, "他只说了四个字——按期交付——便转身离开……留下会场里一片安静……许久才有人鼓掌。"},
	{"style quanjiao", func(s *Settings) { s.Punctuation = Quanjiao }, "“节水”“护水”“亲水”，三个词，三件事；从娃娃抓起，（也从大人做起），久久为功。"},
	{"style kaiming, level basic", func(s *Settings) { s.Punctuation, s.Level = Kaiming, LevelBasic }, "可选和/或两种方式，自愿、公开、择优；结果如何？等通知！名单（含候补）将在三日内公布。"},
	{"entry of the contents", func(s *Settings) {
		s.Align, s.Hyphenate, s.Indent, s.Hang, s.LastRoom = Left, false, bodySize, 2*bodySize, 4*bodySize
	}, "市委常委会召开会议专题研究城乡供水一体化工作并审议有关事项"},
}

// TestBreaks compares the breaks of the samples at five measures with their
// golden.
func TestBreaks(t *testing.T) {
	f := songFont()
	s := NewShaper()
	var b strings.Builder
	for _, c := range samples {
		settings := bodySettings(f)
		if c.change != nil {
			c.change(&settings)
		}
		var log diag.List
		p := s.Prepare([]Run{{Text: c.text, Font: f}}, settings, &log)
		if log.HasErrors() {
			t.Fatalf("%s: %v", c.name, log.Items())
		}
		fmt.Fprintf(&b, "# %s\n", c.name)
		for _, em := range []int{9, 14, 20, 26, 32} {
			lines := p.Break(unit.Abs(em) * bodySize)
			if got := strings.ReplaceAll(joined(lines), "|", ""); got != c.text {
				t.Errorf("%s at %d em: the lines read %q", c.name, em, got)
			}
			fmt.Fprintf(&b, "%2d em  %s\n", em, described(lines))
		}
	}
	golden(t, "breaks.txt", b.String())
}

// titles are headlines of the kinds that bulletins have.
var titles = []string{
	"全市防汛工作会议召开",
	"市水务局部署夏季供水保障工作并检查泵站运行情况",
	"关于进一步加强农村饮用水水源地保护工作的通知",
	"城东净水厂二期工程 正式并网通水",
	"“清四乱”专项行动取得阶段性成效，全市河湖面貌明显改善",
	"学习贯彻《节约用水条例》 推进节水型社会建设",
	"三问河长：巡了没有？查了没有？改了没有？",
	"上下游 左右岸 干支流 联防联控联治机制初步建立",
	"青山湖管理处开展“保护母亲河”志愿服务活动",
	"监测数据显示：17 条入湖河流水质全部达到Ⅲ类",
	"春灌期间日供水量突破 120 万立方米 创近十年新高",
	"城乡供水管网 一体运行 惠及 六千户",
	"守护一江碧水——沿江七县巡河见闻",
	"市县两级水务部门联合开展安全生产大检查大整治大提升行动",
	"ISO 14001 环境管理体系通过年度审核",
	"雨",
}

// TestTitleBreaks compares the breaks of titles with their golden, with and
// without the preference for a trapezoid or diamond.
func TestTitleBreaks(t *testing.T) {
	var b strings.Builder
	for _, text := range titles {
		fmt.Fprintf(&b, "# %s\n", text)
		for _, em := range []int{8, 12, 16, 22} {
			settings := Settings{Autospace: 250, Title: true, Words: true, Align: Center}
			free := described(setAt(t, text, em, settings))
			settings.Trapezoid = true
			shaped := described(setAt(t, text, em, settings))
			fmt.Fprintf(&b, "%2d em  %s\n", em, shaped)
			if free != shaped {
				fmt.Fprintf(&b, "  free  %s\n", free)
			}
		}
	}
	golden(t, "titles.txt", b.String())
}
