package proof

import (
	"regexp"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// Permit adds to log what an issue with a permit for 内部资料 lacks or must not
// have (《内部资料性出版物管理办法》 of 2015, articles 14 and 15). Without publication.permit
// it finds nothing. All findings are warnings: it matches words and cannot
// judge their meaning.
//
// Looked for in publication.title, publication.issuer and issue.label, which
// are the manifest's texts on the cover (texts added by a theme are not
// searched):
//   - the number of the permit, blanks and full-width forms apart;
//   - 内部资料 and 免费交流.
//
// Looked for in [imprint]: who edits (or publication.issuer), who receives it
// (or report, send, distribute), who prints it, the day of printing, the number
// of copies (or copies).
//
// Forbidden:
//   - a title that ends, before any bracket, in 报, 刊 or 杂志. 简报, 通报 and
//     汇报 are kinds of documents and are allowed;
//   - on the cover and in the lines of the imprint: 期刊社, 杂志社, 刊号, 刊物; a
//     price (定价, 售价, 订价, 工本费, 每份…元) or subscription (征订, 订阅,
//     邮发代号); 广告;
//   - in titles, captions and the text of articles: 本刊, 本杂志, 我刊, 本报 as
//     names for itself, that is, 本报 only before 讯, 记者 and the like or at the
//     end of a clause. 日本报道, 本报告, 基本刊登 and 一本刊物 are other words. Of
//     advertising only rate cards and sales: 广告刊例, 广告招商, 广告热线.
//
// Articles about prices, newspapers or advertising cause no findings.
func Permit(issue *content.Issue, log *diag.List) {
	permit := issue.Publication.Permit
	if strings.TrimSpace(permit.Value) == "" {
		return
	}
	c := &checker{issue: issue, log: log, counts: map[diag.Code]int{}}
	at := permit.Place.At(0, len(permit.Value))

	cover := append([]content.Text{issue.Publication.Title, issue.Number.Label}, issue.Publication.Issuer...)
	shown := folded(cover)
	if number := fold(permitPrefix().ReplaceAllString(permit.Value, "")); !strings.Contains(shown, number) {
		c.warn("permit-cover-number", at, diag.Fix{}, strings.TrimSpace(permit.Value))
	}
	for _, words := range []string{"内部资料", "免费交流"} {
		if !strings.Contains(shown, words) {
			c.warn("permit-cover-words", at, diag.Fix{}, words)
		}
	}
	c.colophon(at)

	title := issue.Publication.Title
	if m := periodical().FindStringSubmatchIndex(title.Value); m != nil && !documentKind().MatchString(title.Value[:m[3]]) {
		c.warn("permit-name", title.Place.At(m[2], m[3]), diag.Fix{}, title.Value[m[2]:m[3]])
	}
	for _, t := range append(cover, issue.Imprint.Lines...) {
		c.words("permit-word", forbiddenWords(), line{t.Value, t.Place})
		c.words("permit-price", priceWords(), line{t.Value, t.Place})
		c.words("permit-advertising", advertWords(), line{t.Value, t.Place})
		c.selfNames(line{t.Value, t.Place})
	}
	for i := range issue.Sections {
		s := &issue.Sections[i]
		c.permitTexts(s.Title)
		for j := range s.Articles {
			a := &s.Articles[j]
			c.permitTexts(a.Kicker, a.Title, a.ContentsTitle, a.Subtitle)
			c.permitTexts(a.Authors...)
			c.permitTexts(a.Source)
			c.permitBlocks(a.Body)
		}
	}
}

var (
	permitPrefix = pattern.New(`^\s*(?:内部资料(?:性出版物)?)?准印证(?:编?号|号码)?\s*[:：]?`)

	// periodical finds the word that makes a title the name of a periodical.
	periodical   = pattern.New(`(报|刊|杂志)(?:\s*[（(［\[【〔].*)?\s*$`)
	documentKind = pattern.New(`(?:简|通|汇)\s*报$`)

	forbiddenWords = pattern.New(`期刊社|杂志社|刊\s*号|刊物`)
	priceWords     = pattern.New(`定\s*价|售\s*价|订\s*价|工本费|征订|订阅|邮发代号|每\s*[份册期本]\s*[0-9０-９.．]+\s*元`)
	advertWords    = pattern.New(`广告`)
	advertSales    = pattern.New(`广告(?:刊例|招商|热线)`)

	// selfName matches a possible name for the publication itself; the first group
	// is the preceding character, the second the name.
	selfName = pattern.New(`(^|[^一二两三四五六七八九十几数多每这那哪某该整日基根成样副文版课书剧脚自])` +
		`(本刊|本杂志|我刊|(?:本报|我报)(?:讯|记者|通讯员|评论员|特约|特派|编辑部|社论|社评|读者|消息)|本报(?:[^\p{Han}]|$))`)

	editorLine  = pattern.New(`编\s*印|主\s*办|编\s*辑|主\s*编|编\s*发`)
	sentLine    = pattern.New(`发送(?:对象|范围|单位)|[报送发]\s*[:：]|发\s*至`)
	printerLine = pattern.New(`承\s*印|印[刷制](?:单位|厂|企业|公司|者)|印\s*[刷制]\s*[:：]`)
	printedLine = pattern.New(`(?:印[刷制]|付印)(?:日期|时间)|日\s*(?:付\s*)?印|月\s*(?:付\s*)?印`)
	copiesLine  = pattern.New(`印\s*[数量]|印刷数量|[0-9０-９]\s*[份册]`)
)

// colophon reports missing details of the issue's production.
func (c *checker) colophon(at diag.Span) {
	m := &c.issue.Imprint
	says := func(re *regexp.Regexp) bool {
		for _, t := range m.Lines {
			if re.MatchString(t.Value) {
				return true
			}
		}
		return false
	}
	var missing diag.Term
	for _, duty := range []struct {
		met  bool
		what diag.Term
	}{
		{len(c.issue.Publication.Issuer) > 0 || says(editorLine()), diag.Term{ZH: "编印单位", EN: "who edits it (编印单位)"}},
		{len(m.Report)+len(m.Send)+len(m.Distribute) > 0 || says(sentLine()), diag.Term{ZH: "发送对象", EN: "who receives it (发送对象)"}},
		{says(printerLine()), diag.Term{ZH: "印刷单位", EN: "who prints it (印刷单位)"}},
		{says(printedLine()), diag.Term{ZH: "印刷日期", EN: "the day of printing (印刷日期)"}},
		{m.Copies > 0 || says(copiesLine()), diag.Term{ZH: "印数", EN: "the number of copies (印数)"}},
	} {
		switch {
		case duty.met:
		case missing.ZH == "":
			missing = duty.what
		default:
			missing.ZH += "、" + duty.what.ZH
			missing.EN += ", " + duty.what.EN
		}
	}
	if missing.ZH != "" {
		c.warn("permit-colophon", at, diag.Fix{}, missing)
	}
}

// words reports every match of an expression in a line.
func (c *checker) words(code diag.Code, re *regexp.Regexp, l line) {
	for _, m := range re.FindAllStringIndex(l.text, -1) {
		c.warn(code, l.at(m[0], m[1]), diag.Fix{}, l.text[m[0]:m[1]])
	}
}

// selfNames reports where a publication calls itself a periodical.
func (c *checker) selfNames(l line) {
	for from := 0; from < len(l.text); {
		m := selfName().FindStringSubmatchIndex(l.text[from:])
		if m == nil {
			return
		}
		start := from + m[4]
		end := start + len("本刊")
		if strings.HasPrefix(l.text[start:], "本杂志") {
			end = start + len("本杂志")
		}
		c.warn("permit-self", l.at(start, end), diag.Fix{}, l.text[start:end])
		from = end
	}
}

func (c *checker) permitLine(l line) {
	c.selfNames(l)
	c.words("permit-advertising", advertSales(), l)
}

func (c *checker) permitTexts(texts ...content.Text) {
	for _, t := range texts {
		c.permitLine(line{t.Value, t.Place})
	}
}

func (c *checker) permitBlocks(blocks []content.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Paragraph:
			c.permitLine(join(b.Inlines))
			for note := range content.Notes(b.Inlines) {
				for _, in := range note.Paragraphs {
					c.permitLine(join(in))
				}
			}
		case *content.Heading:
			c.permitLine(join(b.Inlines))
		case *content.List:
			for _, item := range b.Items {
				c.permitBlocks(item)
			}
		case *content.Quote:
			c.permitBlocks(b.Blocks)
		case *content.NameList:
			c.permitTexts(b.Names...)
		case *content.Verse:
			for _, in := range b.Stanzas {
				c.permitBlocks([]content.Block{&content.Paragraph{Inlines: in}})
			}
		case *content.Box:
			c.permitTexts(b.Name)
			c.permitLine(join(b.Title))
			c.permitBlocks(b.Blocks)
		case *content.Picture:
			c.permitLine(join(b.Caption))
			c.permitTexts(b.Credit)
		case *content.Table:
			for in := range b.Texts() {
				c.permitLine(join(in))
			}
		}
	}
}

// folded joins texts without blanks and with full-width forms replaced by
// ASCII, so that letterspaced text of a cover is matched.
func folded(texts []content.Text) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(fold(t.Value))
		b.WriteByte('\n')
	}
	return b.String()
}

func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r == '〔' || r == '［' || r == '【':
			return '['
		case r == '〕' || r == '］' || r == '】':
			return ']'
		}
		return r
	}, halfWidth(s))
}
