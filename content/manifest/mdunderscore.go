package manifest

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/pattern"
)

// underscored is a text between __ that CommonMark does not take for strong, since a
// letter follows.
var underscored = pattern.New(`(?:^|[^_])(__([\p{L}\p{Nd}]{2,})__)([\p{L}\p{Nd}])`)

// underscores reports texts between __ that were meant as strong and are printed as typed.
func (m *markdown) underscores(run content.Run) {
	for _, at := range underscored().FindAllStringSubmatchIndex(run.Value, -1) {
		text := run.Value[at[4]:at[5]]
		if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || m.escaped(run.Place.At(at[2], at[2]+2)) {
			continue
		}
		if utf8.RuneCountInString(text) < 4 && fillsIn(run.Value, at[2], text, run.Value[at[6]:at[7]]) {
			continue
		}
		m.warn("md-underscore", run.Place.At(at[2], at[3]), content.Excerpt(run.Value[at[2]:at[3]]), content.Excerpt("**"+text+"**"))
	}
}

// formWords are the characters that end a word between blanks to fill in, or follow the
// second blank: __年__月, __同志__年, __学校__班.
const formWords = "年月日时分秒元级班岁号期页届次米里顷亩克吨人名个户项条款件省市县区乡镇村组科室院校学部系门楼栋层路街位志士生方第天周星钟倍度"

// fillsIn reports whether the underscores around a short text are blanks of a form: others
// stand in the paragraph, a word is before them, or the text or what follows is one of a form.
func fillsIn(value string, from int, text, after string) bool {
	before, _ := utf8.DecodeLastRuneInString(value[:from])
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.Count(value, "_") > 4 || wordCharacter(before) || strings.ContainsRune(formWords, last) || strings.Contains(formWords, after)
}

var (
	// identifier is what programs and accounts call a name. One letter is a variable of
	// mathematics, which is set in italics.
	identifier = pattern.New(`^[0-9A-Za-z]+(?:[_.-][0-9A-Za-z]+)+$|^[0-9A-Za-z]{2,}$`)
	// nameLabel is what stands before such a name, perhaps with others between. What names
	// a journal, a book or a species is none: those are set in italics.
	nameLabel = pattern.New(`(?:(?:` + accountLabels + `)(?:[:：]|[为是])?|(?:[^0-9０-９期刊]号|(?:^|[^刊书学种属剧片歌曲篇诗])名|(?:^|[^刊物书籍种品作])名称|名字|邮箱|微信)[:：])[ \t"“‘'「]*(?:[0-9A-Za-z_.-]+[ \t]*[、，,/和或与及][ \t]*)*$`)
)

// accountLabels are the labels that need no colon.
const accountLabels = `[账帐]号|(?:微信|公众|抖音|QQ|[编学工单])号|[账帐]户|(?:用户|登录|文件|字段|变量|函数|参数|主机|设备|网络|热点|Wi-?Fi|WIFI|wifi)名称?|[表库域]名|网名|昵称|密码|口令|字段|变量|函数|参数|数据库|\b(?i:ID|QQ|username|account|password)`

// maxNameLabel is how many bytes before a name its label is looked for in.
const maxNameLabel = 90

// underscoreName reports whether emphasis by one _ looks like a name of an account, a field
// or a network that begins and ends with an underscore.
func (e *emphasis) underscoreName(at span) bool {
	inner := e.data[at.from+1 : at.to-1]
	if !identifier().Match(inner) {
		return false
	}
	left := e.data[max(0, at.from-maxNameLabel):at.from]
	left = left[bytes.LastIndexByte(left, '\n')+1:]
	return bytes.IndexByte(inner, '_') >= 0 || nameLabel().Match(left)
}
