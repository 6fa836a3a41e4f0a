package parts

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content/pattern"
)

// salutationLines is the number of lines that a salutation has at most.
const salutationLines = 2

// isSalutation reports whether the first paragraph of an article says to whom it is
// addressed (主送机关、称谓; RULES 11.1): groups of names with ， between them (GB/T 9704
// 7.3.2), and a colon.
func isSalutation(text string, r *Rules) bool {
	names, colon := strings.CutSuffix(strings.TrimRight(text, blanks), "：")
	if !colon || width(text) > 2*salutationLines*r.Measure {
		return false
	}
	for group := range strings.SplitSeq(names, "，") {
		if !addresses(group, r) {
			return false
		}
	}
	return true
}

// addresses reports whether names address somebody: the last of them ends in a word of
// the rules.
func addresses(names string, r *Rules) bool {
	if names == "" || strings.ContainsAny(names, "。；：！？!?:;,\n\\“”《》—…") || saying().MatchString(names) || strings.HasSuffix(names, "、") {
		return false
	}
	last := lastName(names)
	word := longestSuffix(last, r.SalutationWords)
	if word == "" {
		return false
	}
	before := strings.TrimSuffix(last, word)
	switch {
	case commonNoun().MatchString(last), particle().MatchString(before):
		return false
	case address().MatchString(names), slices.Contains(units(), word) && unitsOf().MatchString(last):
		return true
	case strings.HasSuffix(before, "的"):
		return false
	case slices.Contains(personal(), word):
		return utf8.RuneCountInString(before) <= 3 && startsWithSurname(before) && !function().MatchString(before)
	}
	return !slices.Contains(generic(), word)
}

// lastName returns the last of names that are separated by 、 or blanks outside of
// brackets.
func lastName(names string) string {
	from, depth := 0, 0
	for i, r := range names {
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			depth--
		case '、', ' ', '\t', '\u3000':
			if depth <= 0 {
				from = i + utf8.RuneLen(r)
			}
		}
	}
	return names[from:]
}

// longestSuffix returns the longest of words that a text ends with, empty if
// there is none.
func longestSuffix(text string, words []string) string {
	longest := ""
	for _, w := range words {
		if len(w) > len(longest) && strings.HasSuffix(text, w) {
			longest = w
		}
	}
	return longest
}

// generic returns the words of units and groups that address somebody only together
// with 各, 全体, 有关 and the like: 主办单位： and 组织领导： introduce something.
func generic() []string {
	return append(units(), "领导", "朋友", "读者", "家长", "职工", "员工", "嘉宾", "来宾", "战友")
}

// units returns those of generic that are parts of an office or below it.
func units() []string {
	return []string{"单位", "部门", "处室", "科室", "股室", "机构", "企业", "学校", "大学", "中学", "小学", "乡镇", "街道", "社区", "村委会", "居委会"}
}

// personal returns the words that address somebody also after a name that begins
// with a surname: 王老师：, but not 主讲老师：.
func personal() []string { return []string{"代表", "委员", "老师", "同学", "先生", "女士"} }

var (
	// address is found in an address to several, or in a courteous one.
	address = pattern.New(`^(?:本?[各诸]|全[体县市省区镇乡村校厂]|尊敬|敬爱|亲爱|可爱|有关|相关|直属|所属|下属|[省市区县]属|[省市区县州]直)|[、 \t\x{3000}）][各诸]|各位|诸位`)
	// unitsOf is found in the name of the units of an office or place: 县政府各部门, 市直有关单位.
	unitsOf = pattern.New(`(?:政府|机关|[委局院厅县市省区州镇乡直属会司])(?:各|有关|相关)`)
	// function is what somebody does, written before a word of persons.
	function = pattern.New(`^(?:任课|任教|施工|高[一二三]|方言|管理|江湖)`)
	// particle is what stands before an office in a sentence, not in an address.
	particle = pattern.New(`(?:[为是有由等该请致问对向给与和在从被把让]|[这那一几两三多][个位名])$`)
	// commonNoun matches words that end like an office and are none.
	commonNoun = pattern.New(`(?:[结布大格全开残僵骗政时战定当棋出破]局|[全内外局上下中东西南北顶底根头前后背腹胸腰面]部|(?:怎么|咋|如何|要|难|举|主|承|协|督|创|兴|催|经|帮|包|代|补|停|合|照)办|(?:场|厕|住|处|寓|避难)所|[编常原]委|[客餐大舞门前歌饭]厅|[小庭影剧后场]院|[少中上大]校|[市城核重][央心]?中心|型政府|[我你他她它咱人]们)$`)
	// saying matches what a sentence has that goes on after the colon.
	saying = pattern.New(`现将|如下|下列|以下|参加|出席|列席|到会|包括|其中|根据|按照|关于|感谢|通报|名单|采访|介绍|表示|指出|强调|认为|要求|告诉|告知|通知|询问|回答|提问|邀请|走进|来到|前往|听取|转发|印发|发给|报送|抄送|主送|分送|发往|分别|[是由为][^、]*$|的有|[说问答道称]$`)
)

// surnames are the first characters of common surnames.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤欧葛樊温施牛俞纪庄柳岳鲁阮司诸"

func startsWithSurname(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune(surnames, r)
}
