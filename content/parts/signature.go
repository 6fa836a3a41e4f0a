package parts

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// signers is the number of lines that sign an article at most.
const signers = 3

// tailLine is one of the last lines of an article.
type tailLine struct {
	block    int    // paragraph of the body that it belongs to
	from, to int    // bytes of the paragraph's text
	text     string // without blanks at its ends and without the \ that may refuse it
	refused  bool   // it began with \
	of       *content.Paragraph
}

// signing is a signature and the index in the body where it belongs.
type signing struct {
	at     int
	blocks []content.Block
}

// signatures finds the signatures of an article: at its end, and before what follows the
// signature of a document in the same file, its attachments and the list of those who
// get copies (GB/T 9704 7.3.7, 7.4.2). It returns the body without them.
func signatures(r *Rules, body []content.Block) (rest []content.Block, all []signing) {
	from := 0
	for k := 1; k <= len(body); k++ {
		if k < len(body) && !followsSignature(body[k]) {
			continue
		}
		part, signed, at := signature(r, body[from:k])
		if refuses := &part[0] != &body[from]; signed == nil && !refuses && k < len(body) {
			continue
		}
		if signed != nil {
			all = append(all, signing{len(rest) + at, signed})
		}
		rest, from = append(rest, part...), k
	}
	return rest, all
}

var (
	// attached begins the first line of an attachment: 附件1, 附表, 附件2：名单.
	attached = pattern.New(`^附[ \x{3000}]*[件表]?[ \x{3000}]*[0-9０-９一二三四五六七八九十]{0,3}(?:[ \x{3000}]*[:：].*)?$`)
	// copied begins the list of those who get copies of a document.
	copied = pattern.New(`^(?:抄[ \x{3000}]*[送报]|分[ \x{3000}]*送|印[ \x{3000}]*发)[ \x{3000}]*[:：]`)
)

// attachedWidth is the number of characters that the first line of an attachment has at
// most.
const attachedWidth = 40

// followsSignature reports whether a block begins what follows the signature of a
// document in the same file.
func followsSignature(b content.Block) bool {
	text := ""
	switch b := b.(type) {
	case *content.Paragraph:
		if b.Part != content.NoPart {
			return false
		}
		text = flat(b.Inlines)
	case *content.Heading:
		text = flat(b.Inlines)
	case *content.Table:
		for _, row := range b.Rows {
			for i := range row {
				if text = strings.Trim(flat(row[i].Inlines), blanks); text != "" {
					return copied().MatchString(text)
				}
			}
		}
		return false
	default:
		return false
	}
	line, _, _ := strings.Cut(strings.Trim(text, blanks), "\n")
	return copied().MatchString(line) || strings.HasPrefix(line, "附") && utf8.RuneCountInString(line) <= attachedWidth && attached().MatchString(line)
}

// signature finds the signature at the end of blocks: one to three lines with
// the name of an office or person and a line with the date (RULES 11.1). It returns
// the body with the rest of the paragraph that the signature begins in, the
// paragraphs of the signature, and the index in the body where they belong; without
// a signature that is the body as it is, nil and its length.
func signature(r *Rules, body []content.Block) (rest, signed []content.Block, at int) {
	end := len(body)
	for notes := 0; end > 0; end-- {
		if isNote(body[end-1]) && notes < notesBelow {
			notes++
		} else if !isPicture(body[end-1]) {
			break
		}
	}
	lines := tail(body[:end], signers+2)
	names := r.signers(lines)
	if names == 0 || !mayPrecede(body, lines, names) {
		return body, nil, len(body)
	}
	used := lines[:names+1]
	if used[0].refused {
		return plainLines(body, used[:1]), nil, len(body)
	}
	if i := slices.IndexFunc(used, func(l tailLine) bool { return l.refused }); i >= 0 {
		body = plainLines(body, used[i:i+1])
		if used = used[:i]; i == 1 {
			return body, nil, len(body)
		}
	}
	for i, l := range slices.Backward(used) {
		_, after := split(l.of.Inlines, l.from)
		line, _ := split(after, l.to-l.from)
		part := content.Signature
		if i == 0 {
			part = content.SignedDate
		}
		signed = append(signed, as(piece(line, l.of), part))
	}
	top := used[len(used)-1]
	rest = slices.Clone(body[:top.block])
	if top.from > 0 {
		before, _ := split(top.of.Inlines, top.from-len("\n"))
		rest = append(rest, piece(before, top.of))
	}
	return append(rest, body[end:]...), signed, len(rest)
}

// notesBelow is the number of notes that stand below the date at most.
const notesBelow = 2

// isNote reports whether a block is a note in brackets, as it stands below the date of a
// document: （此件公开发布）, （联系人：李明，电话：86201234） (GB/T 9704 7.3.6).
func isNote(b content.Block) bool {
	p, ok := b.(*content.Paragraph)
	if !ok || p.Part != content.NoPart || p.Refused {
		return false
	}
	text := strings.Trim(flat(p.Inlines), blanks)
	inside, opened := strings.CutPrefix(text, "（")
	inside, closed := strings.CutSuffix(inside, "）")
	return opened && closed && inside != "" && !strings.ContainsAny(inside, "（）\n。")
}

// plainLines returns the body with the \ of refused lines left out, where they
// begin their paragraphs.
func plainLines(body []content.Block, lines []tailLine) []content.Block {
	body = slices.Clone(body)
	for _, l := range lines {
		if l.from == 0 {
			body[l.block] = refused(l.of)
		}
	}
	return body
}

// tail returns the last lines of a body, from the last one upwards, at most n of
// them and only those of its last paragraphs.
func tail(body []content.Block, n int) (lines []tailLine) {
	for i := len(body) - 1; i >= 0 && len(lines) < n; i-- {
		p, ok := body[i].(*content.Paragraph)
		if !ok || p.Part != content.NoPart {
			break
		}
		text := flat(p.Inlines)
		for to := len(text); len(lines) < n; {
			from := strings.LastIndexByte(text[:to], '\n') + 1
			line := strings.Trim(text[from:to], blanks)
			kept, refused := strings.CutPrefix(line, `\`)
			refused = refused || p.Refused
			lines = append(lines, tailLine{block: i, from: from, to: to, text: strings.TrimPrefix(kept, `\`), refused: refused, of: p})
			if from == 0 {
				break
			}
			to = from - 1
		}
	}
	return lines
}

// signers returns the number of lines above the date that sign the article, 0 if
// the lines are no signature.
func (r *Rules) signers(lines []tailLine) int {
	if len(lines) < 2 || !numeral.IsDate(lines[0].text) {
		return 0
	}
	n, known := 0, false
	for n+1 < len(lines) {
		line := lines[n+1].text
		beside := r.besideSigners(line)
		if !beside && !r.maySign(line) {
			break
		}
		n++
		known = known || beside || isSigner(line)
	}
	if n > signers || !known {
		return 0
	}
	return n
}

// mayPrecede reports whether what stands above a signature may: text that ends
// with a stop or a closing formula, a list or another block, but neither a heading
// nor what announces something.
func mayPrecede(body []content.Block, lines []tailLine, names int) bool {
	if names+1 < len(lines) {
		l := lines[names+1]
		last, _ := utf8.DecodeLastRuneInString(l.text)
		return strings.ContainsRune("。！？…”’）)》.!?", last) || closing().MatchString(l.text) || contact().MatchString(l.text) ||
			attachmentWord().MatchString(l.text) || numberOf(l.text) > 0
	}
	top := lines[names].block - 1
	for top >= 0 && (isPicture(body[top]) || isSeparator(body[top])) {
		top--
	}
	if top < 0 {
		return false
	}
	_, heading := body[top].(*content.Heading)
	return !heading
}

func isSeparator(b content.Block) bool {
	_, is := b.(*content.Separator)
	return is
}

var (
	// notSigner matches lines of lists and forms, and closing formulas.
	notSigner = pattern.New(`[，。；：！？…]|、$|[,;:!?\t《》【】＝=+]|^[（(〔\[]|^[-–—•·●○△※*#>|0-9０-９]|(?:时间|日期|期限|时限|时段|时刻|日程|地点|地址|电话|截[止至]|开[始工业幕馆园]|结束|完成|出版|发布|印发|修订|施行|实施|生效|成立|签订|起止?|[至到自从于在为是])(?:日期?)?$|^第[〇零一二三四五六七八九十百0-9]+[条章节届期次]`)
	// closing matches the formula that a letter or document ends with.
	closing = pattern.New(`^(?:特此|专此|此致|此复|此令|敬礼|敬上|敬启|谨上|顺颂|顺祝|恭祝|敬祝|祝|谢谢|感谢|以上|函复|妥否|当否|可否|如无不妥|即颂|为盼|为荷|全文完|完$|附[：:]?|联系|作者|来源|供稿|撰稿|责任编辑|编辑[：:]?$|审核$|校对$|目录$|公告$|通知$|名单$)`)
	// contact matches a line that says how or where the office is reached.
	contact = pattern.New(`^[\p{Han}A-Za-z]{0,6}(?:电话|手机|热线|邮箱|邮件|传真|邮编|编码|地址|网址|网站|微信|公众号|QQ|[Mm]ail)[：:][^：:].+`)
	// signer ends the name of an office, or of somebody who signs without a name.
	signer = pattern.New(`(?:[局委办部厅院校所处室科站队社会组司府馆团厂店矿场园庭署行台网区县市省镇乡村街道旗盟州组者友人民生们]|中心|公司|单位|集团|联盟|平台|大学|中学|小学|法院|联社|协会|学会|银行|政府|代表|书记|主席|主任|全体[^ ]*|×+|[某Xx]+)(?:[（(](?:盖?章|公章|印章?|签[字名章]|代章)[）)])?$`)
)

// maySign reports whether a line above the date may belong to the signature.
func (r *Rules) maySign(line string) bool {
	if line == "" || width(line) >= r.Measure || utf8.RuneCountInString(line) < 2 || numeral.IsDate(line) {
		return false
	}
	if _, numbered := numeral.At(line); numbered {
		return false
	}
	return !notSigner().MatchString(line) && !closing().MatchString(line)
}

// besideSigners reports whether a line names several offices or persons, divided by tabs,
// as word processors set them beside each other: each part is one, so that rows of tables
// and forms are none.
func (r *Rules) besideSigners(line string) bool {
	if !strings.Contains(line, "\t") || width(line) >= r.Measure {
		return false
	}
	for part := range strings.FieldsFuncSeq(line, func(c rune) bool { return c == '\t' }) {
		if part = strings.Trim(part, blanks); part != "" && !(r.maySign(part) && isSigner(part)) {
			return false
		}
	}
	return true
}

// isSigner reports whether a line is the name of an office or a person.
func isSigner(line string) bool { return signer().MatchString(line) || isPerson(line) }

var jobTitle = pattern.New(`^[^ \x{3000}]{2,8}[ \x{3000}]+`)

// isPerson reports whether a line is the name of a person, with a title before it
// or without: 张三, 王　芳, 县长 张三.
func isPerson(line string) bool {
	if t := jobTitle().FindString(line); t != "" && utf8.RuneCountInString(strings.TrimSpace(line[len(t):])) > 1 {
		line = line[len(t):]
	}
	name := strings.NewReplacer(" ", "", "\u3000", "").Replace(line)
	n := utf8.RuneCountInString(name)
	return n >= 2 && n <= 4 && startsWithSurname(name)
}
