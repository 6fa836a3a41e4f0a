package manifest

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/pattern"
)

// linkParser is CommonMark's parser of links and pictures. It notes where they
// are.
type linkParser struct {
	parser.InlineParser
	m *markdown
}

// Parse implements parser.InlineParser.
func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, segment := block.PeekLine()
	n := p.InlineParser.Parse(parent, block, pc)
	switch n.(type) {
	case *ast.Link:
		_, after := block.Position()
		p.m.tails[n] = span{segment.Start, after.Start}
	case *ast.Image:
		_, after := block.Position()
		p.m.tails[n] = span{segment.Start, after.Start}
		p.m.pictures[n.Pos()] = true
	}
	return n
}

// CloseBlock implements parser.CloseBlocker: brackets that are open at the end of
// a block are closed by none of the next.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

var fileEnding = pattern.New(`\.[0-9A-Za-z]{1,5}$`)

// linkLike reports whether what stands between the parentheses of […](…) is
// meant as an address. [注](略) is copy.
func linkLike(dest string) bool {
	lower := strings.ToLower(dest)
	for _, scheme := range []string{"mailto:", "tel:", "urn:", "#"} {
		if strings.HasPrefix(lower, scheme) {
			return true
		}
	}
	return strings.Contains(dest, "/") || fileEnding().MatchString(dest)
}

var (
	// localFile is a relative address: of a folder or a file below one, or the
	// name of a file of an office. www.石塘 or a.example/b lack their https://.
	localFile = pattern.New(`(?i)^(?:\.{0,2}/|[^./:@#?]+/)[^:@]*$|^[^/:@#?]+\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|csv|txt|md|html?|jpe?g|png|gif|webp|bmp|tiff?|mp[34]|zip|rar|7z)$`)
)

// local reports whether a link leads to a file beside the copy or nowhere: its
// text alone is printed.
func local(link string) bool { return link == "" || link == "#" || localFile().MatchString(link) }

// sourceNumber is the label of an entry in a list of sources, which begins as the definition of
// a link does: [1]: https://a.example.
var sourceNumber = pattern.New(`^[ \t]*(?:注|注释|资料|来源|出处|参考|文献|参考文献)?[ \t]*(?:[0-9０-９]{1,3}|[\x{2460}-\x{2473}\x{3251}-\x{325F}\x{32B1}-\x{32BF}])[ \t]*$`)

// typedLink prints […](…) as typed if its parentheses hold no address, and
// reports whether they do not.
func (r *runs) typedLink(n *ast.Link, st style) bool {
	tail, known := r.m.tails[n]
	if n.Reference != nil || !known || len(n.Destination) == 0 || linkLike(string(n.Destination)) {
		return false
	}
	start := n.Pos()
	r.text(start, start+1, true, st)
	r.children(n, st)
	r.typed(n, tail, st)
	if at := r.m.place.At(start, tail.to); pageSign().Match(r.m.data[start:tail.from]) {
		r.m.fail("reference-target", at)
	} else {
		r.m.warn("md-not-link", at, content.Excerpt(string(r.m.data[start:tail.to])))
	}
	return true
}

// typed adds the source from ] to the ) of a link as text. Its lines end as those of
// other text do; the marks of a quotation or the indent of a list before them are none
// of it.
func (r *runs) typed(n ast.Node, tail span, st style) {
	for n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	lines := n.Lines()
	for i := range lines.Len() {
		from, to := max(lines.At(i).Start, tail.from), min(lines.At(i).Stop, tail.to)
		if from >= to {
			continue
		}
		line := bytes.TrimRight(r.m.data[from:to], "\r\n")
		if to == tail.to {
			r.text(from, to, false, st)
			break
		}
		text := bytes.TrimRight(line, " \t")
		switch end := from + len(text); {
		case escaped(line, len(line)): // the backslash is the break
			r.text(from, end-1, false, st)
			r.breakLine(end)
		case bytes.HasSuffix(line, []byte("  ")):
			r.text(from, end, false, st)
			r.breakLine(end)
		default:
			r.text(from, end, false, st)
			r.softBreak(end)
		}
	}
}

var (
	// pictureSign begins a picture: in ASCII, or with the full-width brackets
	// of a Chinese keyboard.
	pictureSign = pattern.New(`!\[|[!！][\[［][^\]］\n]*[\]］][ \t]*[(（](?:qr:|[^\n]*\.(?i:jpe?g|png|gif|webp|bmp|tiff?))`)
	// pictureForm has the parts of what was meant as a picture: alternate text
	// and what follows the opening parenthesis.
	pictureForm = pattern.New(`^[!！][\[［]([^\]］\n]*)[\]］][ \t]*[(（]([^\n]*)`)
	pictureFile = pattern.New(`^[ \t]*<?(.*?\.(?i:jpe?g|png|gif|webp|heic|bmp|tiff?))>?(.*)$`)
	pictureCode = pattern.New(`^[ \t]*<?(qr:[^ \t()（）<>]+)>?([ \t]*["“”'‘’)）].*|[ \t]*)$`)
	pictureNote = pattern.New(`^[ \t]+["“”'‘’]([^"“”]*)["“”'‘’]`)

	// spacedLink, openLink and wideLink are addresses in parentheses that make no
	// link because of a blank, for want of the closing one, or because of a
	// full-width bracket.
	spacedLink = pattern.New(`\[([^\[\]\n]+)\][ \t]+\(((?:https?://|mailto:)[^()\s]+)\)`)
	openLink   = pattern.New(`(?m)\[([^\[\]\n]+)\]\(((?:https?://|mailto:)[^()\s]+)[ \t]*$`)
	// endedLink is an openLink whose address ends with the line, as no Han follows it.
	endedLink = pattern.New(`(?m)\[([^\[\]\n]+)\]\(((?:https?://|mailto:)[!-'*-;=?-~]+)[ \t]*$`)
	// closedBelow matches what follows the address of a link that goes on in the next line.
	closedBelow = pattern.New(`^[ \t]*\n[ \t>]*["'()（）]`)
	wideLink    = pattern.New(`[\[［]([^\[\]［］\n]+)[\]］][ \t]*[(（]((?:https?://|mailto:)[^()（）\s]+)[)）]`)
)

// unparsed reports what was meant as a picture or link and is none: its source
// would be printed. It returns the blocks without paragraphs that are such a
// picture, whose brackets and quotation marks are not to be proofread.
func (m *markdown) unparsed(blocks []content.Block) []content.Block {
	if !m.hasAny("[", "［") {
		return blocks
	}
	end := 0
	for _, at := range pictureSign().FindAllIndex(m.data, -1) {
		_, width := utf8.DecodeRune(m.data[at[0]:])
		if at[0] < end || m.pictures[at[0]] || m.inCode(at[0]) || at[0] > 0 && m.data[at[0]-1] == '\\' {
			continue
		}
		end = max(end, at[0]+width+1)
		to := at[0] + m.restOfLine(at[0])
		corrected, n := correctedPicture(string(m.data[at[0]:to]))
		if corrected == "" {
			corrected, n = "![图里有什么](photos/1.jpg)", width+1
		}
		m.fail("md-picture", m.place.At(at[0], at[0]+n), content.Excerpt(string(m.data[at[0]:at[0]+n])), corrected)
		start := m.place.At(at[0], at[0]+1).Start
		blocks = slices.DeleteFunc(blocks, func(b content.Block) bool {
			p, ok := b.(*content.Paragraph)
			return ok && p.Span.Start == start
		})
	}
	m.blankLinks()
	if !m.hasAny("://", "mailto:") {
		return blocks
	}
	open := m.openLinks()
	for _, re := range []func() *regexp.Regexp{spacedLink, wideLink} {
		for _, at := range re().FindAllSubmatchIndex(m.data, -1) {
			whole := m.data[at[0]:at[1]]
			before, _ := utf8.DecodeLastRune(m.data[:at[0]])
			if before == '!' || before == '！' || m.inCode(at[0]) || open[at[0]] {
				continue // a picture, or reported
			}
			corrected := "[" + string(m.data[at[2]:at[3]]) + "](" + string(m.data[at[4]:at[5]]) + ")"
			if string(whole) == corrected || bytes.Contains(whole, []byte("] ")) == bytes.ContainsAny(whole, "［］（）") {
				continue // a link, or found by the other expression
			}
			m.warn("md-link-form", m.place.At(at[0], at[1]), content.Excerpt(string(whole)), corrected)
		}
	}
	return blocks
}

// blankLink is a link whose address contains a blank and is a web address or a file.
var blankLink = pattern.New(`\[([^\[\]\n]+)\]\(([^\s()<>"'，。；：、]*(?:[ \t]+[^\s()<>"'，。；：、]+)+)\)`)

// blankLinks reports links that a blank in their address makes text (CommonMark 6.3).
func (m *markdown) blankLinks() {
	for _, at := range blankLink().FindAllSubmatchIndex(m.data, -1) {
		address := string(m.data[at[4]:at[5]])
		web := strings.Contains(address, "://") || strings.HasPrefix(address, "mailto:")
		if before, _ := utf8.DecodeLastRune(m.data[:at[0]]); before == '!' || before == '！' || m.inCode(at[0]) || !m.plain(at[0]) || !web && !(local(address) && fileEnding().MatchString(address)) {
			continue
		}
		corrected := "<" + address + ">"
		if web {
			corrected = strings.ReplaceAll(address, " ", "%20")
		}
		whole := string(m.data[at[0]:at[1]])
		m.warn("md-link-form", m.place.At(at[0], at[1]), content.Excerpt(whole), "["+string(m.data[at[2]:at[3]])+"]("+corrected+")")
	}
}

// openLinks reports links without their closing parenthesis whose address does not end
// there beyond doubt, and returns where they begin.
func (m *markdown) openLinks() (open map[int]bool) {
	open = map[int]bool{}
	closed := map[int]bool{}
	for _, tail := range m.tails {
		closed[tail.from] = true
	}
	for _, at := range openLink().FindAllSubmatchIndex(m.data, -1) {
		if before, _ := utf8.DecodeLastRune(m.data[:at[0]]); closed[at[3]] || before == '!' || !m.plain(at[0]) {
			continue // a link whose parentheses end in the next line, a picture, or text
		}
		whole := string(m.data[at[0]:at[5]])
		corrected := whole[:at[4]-at[0]]
		address := whole[len(corrected):]
		if i := strings.IndexAny(address, "，。；：、！？（）“”《》"); i >= 0 {
			address = address[:i] // the sentence goes on
		}
		m.warn("md-link-form", m.place.At(at[0], at[5]), content.Excerpt(whole), corrected+strings.TrimRight(address, ".,;!?")+")")
		open[at[0]] = true
	}
	return open
}

// closeLinks adds the closing parenthesis that a link at a line's end lacks, and reports
// that. Without it the address would be printed as part of the text.
func (m *markdown) closeLinks() {
	if !bytes.Contains(m.data, []byte("](")) {
		return
	}
	var edits []edit
	code := codeIn(m.data)
	for _, at := range endedLink().FindAllSubmatchIndex(m.data, -1) {
		end := at[5]
		if before, _ := utf8.DecodeLastRune(m.data[:at[0]]); before == '!' || before == '！' || code.has(at[0]) || escaped(m.data, at[0]) || !followable(string(m.data[at[4]:end])) || m.data[end-1] == '\\' || m.inParentheses(at[0]) || closedBelow().Match(m.data[end:]) {
			continue
		}
		whole := string(m.data[at[0]:end])
		m.warn("md-link-open", m.place.At(at[0], end), content.Excerpt(whole))
		m.closers = append(m.closers, end+len(edits))
		edits = append(edits, edit{span{end - 1, end}, whole[len(whole)-1:] + ")"})
	}
	m.apply(edits)
}

// inParentheses reports whether an offset is in the parentheses of another link of its line:
// what looks like a link there is an address.
func (m *markdown) inParentheses(at int) bool {
	line := m.data[m.lineStart(at):at]
	open := bytes.LastIndex(line, []byte("]("))
	return open >= 0 && bytes.IndexByte(line[open:], ')') < 0
}

// correctedPicture returns a picture as it should be written and how many bytes
// of the line it takes; "" if the line does not have the parts of a picture.
func correctedPicture(line string) (corrected string, n int) {
	form := pictureForm().FindStringSubmatchIndex(line)
	if form == nil {
		return "", 0
	}
	alt, rest := line[form[2]:form[3]], line[form[4]:form[5]]
	file := pictureCode().FindStringSubmatchIndex(rest)
	if file == nil {
		file = pictureFile().FindStringSubmatchIndex(rest)
	}
	if file == nil {
		return "", 0
	}
	path, after := rest[file[2]:file[3]], file[4]
	title := ""
	if note := pictureNote().FindStringSubmatchIndex(rest[after:]); note != nil {
		title = ` "` + rest[after+note[2]:after+note[3]] + `"`
		after += note[1]
	}
	if tail := strings.TrimLeft(rest[after:], " \t"); strings.HasPrefix(tail, ")") || strings.HasPrefix(tail, "）") {
		_, width := utf8.DecodeRuneInString(tail)
		after += len(rest[after:]) - len(tail) + width
	}
	if strings.ContainsAny(path, " \t()") {
		path = "<" + path + ">"
	}
	return "![" + alt + "](" + path + title + ")", form[4] + after
}
