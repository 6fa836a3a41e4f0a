package docx

import (
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// look is how a text is read: the marks of its run and whether it is left out.
type look struct {
	context
	run    content.Run
	caps   bool
	hidden bool   // not printed: hidden, white, or too small to be seen
	vanish bool   // hidden by this property, which pictures obey, too
	struck bool   // crossed out
	marked bool   // red, or highlighted
	red    bool   // its own colour, or that of its style
	bright bool   // highlighted
	font   string // of its signs
	// signFont is the font of its characters of private use.
	signFont string
	face     string // of its Han
	size     int    // half points; 0: the document does not say
	special  string // what cannot be set, such as two lines in one
}

// inline reads what is in a paragraph.
func (r *reader) inline(n opc.Node, c context) {
	switch n.Name() {
	case "w:r":
		r.run(n, c)
	case "w:hyperlink":
		r.hyperlink(n, c)
	case "w:fldSimple":
		r.simpleField(n, c)
	default:
		r.common(n, c, (*reader).inline)
	}
}

// propertiesOf returns the properties of a run in a paragraph of a style.
func (r *reader) propertiesOf(n opc.Node, st *style) properties {
	own := n.Child("w:rPr")
	if old := own.Find("w:rPrChange", "w:rPr"); r.changes == Reject && old.Ok() {
		own = old
	}
	direct := runProperties(own)
	return layered(direct, r.styles.character(direct.style).text, st.text, r.styles.defaults)
}

// lookOf returns how the text of a run is read.
func (r *reader) lookOf(n opc.Node, c context) look {
	p := r.propertiesOf(n, r.par.style)
	named := r.styles.character(p.style)
	l := look{context: c, caps: p.toggle[caps] == on, struck: p.toggle[struck] == on || p.toggle[struck2] == on}
	l.run = content.Run{Strong: p.toggle[bold] == on, Emphasis: p.toggle[italic] == on, Link: c.link}
	l.run.Decoration.Dots = p.dots != "" && p.dots != "none"
	if p.underline != "" && p.underline != "none" && c.link == "" && !named.named("hyperlink", "followedhyperlink") {
		l.run.Decoration.Line = content.Underline
	}
	switch {
	case p.vertical == "superscript", p.vertical != "subscript" && p.position >= minRaise:
		l.run.Script = content.Superscript
	case p.vertical == "subscript", p.position <= -minRaise:
		l.run.Script = content.Subscript
	}
	l.vanish = p.toggle[hidden] == on
	l.hidden = l.vanish || p.unseen(r.par.shaded)
	l.bright = p.highlight != "" && p.highlight != "none" && p.highlight != "white" ||
		isBright(p.shade) && p.shade != r.par.style.text.shade
	l.red = isRed(p.colour)
	l.marked = l.bright || l.red && !isRed(r.par.style.text.colour)
	l.font, l.face, l.size = p.font[0], p.font[2], p.size
	l.signFont = p.signFont()
	if p.combined {
		l.special = "w:eastAsianLayout"
	}
	return l
}

// unseen reports whether text is too small to be seen, or white on white. shaded says that
// its paragraph stands on a ground.
func (p *properties) unseen(shaded bool) bool {
	return p.size > 0 && p.size <= tinySize ||
		p.colour == "FFFFFF" && !shaded && (p.shade == "" || p.shade == "FFFFFF") && (p.highlight == "" || p.highlight == "none" || p.highlight == "white")
}

const (
	minRaise = 4 // half points from which raised text is a superscript
	tinySize = 2 // half points up to which text is not seen
)

// isRed reports whether a colour, in hexadecimal, is that of a correction.
func isRed(colour string) bool {
	if len(colour) != 6 {
		return false
	}
	return colour[0] >= 'B' && colour[0] <= 'F' && colour[2] <= '4' && colour[4] <= '4'
}

// isBright reports whether a colour, in hexadecimal, is that of a highlighter: WPS writes
// those that have no name as the ground of the text.
func isBright(colour string) bool {
	n, err := strconv.ParseUint(colour, 16, 32)
	if err != nil || len(colour) != 6 {
		return false
	}
	r, g, b := int(n>>16), int(n>>8&255), int(n&255)
	return max(r, g, b) >= 0xC0 && max(r, g, b)-min(r, g, b) >= 0x80
}

// run reads w:r.
func (r *reader) run(n opc.Node, c context) {
	l := r.lookOf(n, c)
	from := len(r.out)
	for child := n.First(); child.Ok(); child = child.Next() {
		r.runContent(child, l)
	}
	if l.special != "" && len(r.out) > from {
		at := r.since(from)
		r.log.Add("docx-layout", at, string(r.out[from:]))
	}
}

// runContent reads an element of a run.
func (r *reader) runContent(n opc.Node, l look) {
	inside := func(n opc.Node, c context) {
		l.context = c
		for child := n.First(); child.Ok(); child = child.Next() {
			r.runContent(child, l)
		}
	}
	switch n.Name() {
	case "w:t", "w:delText":
		if r.isOwnMark(n, n.Text()) {
			r.ownMark = opc.Node{}
			return
		}
		r.say(wordText(n), l)
		r.nested(n, inside, l)
	case "w:tab", "w:ptab":
		r.say("\t", r.leader(n, l))
	case "w:br":
		r.lineOrPage(n, l)
	case "w:cr":
		r.say("\n", l)
	case "w:noBreakHyphen":
		r.say("\u2011", l)
	case "w:softHyphen":
		r.say("\u00ad", l)
	case "w:sym":
		if sign := signOf(n.Attr("w:font"), n.Attr("w:char")); r.isOwnMark(n, sign) {
			return
		}
		r.symbol(n.Attr("w:font"), n.Attr("w:char"), l)
	case "w:ruby":
		r.ruby(n, l)
	case "w:fldChar":
		r.fieldChar(n, l)
		r.nested(n, inside, l)
	case "w:instrText", "w:delInstrText":
		if _, ok := r.noFields[n]; !ok && !l.dropped {
			r.fieldCode(n.Text())
		}
		r.nested(n, inside, l)
	case "w:commentReference":
		r.comment(n)
	case "w:footnoteReference", "w:endnoteReference":
		r.noteCall(n, l)
	case "w:drawing", "w:pict", "w:object":
		r.drawing(n, l)
	case "w:pgNum", "w:dayShort", "w:monthShort", "w:yearShort", "w:dayLong", "w:monthLong", "w:yearLong":
		r.log.Add("docx-field-none", r.here(), n.Name())
	case "":
		r.loose(n, l.context)
	default:
		r.common(n, l.context, func(r *reader, n opc.Node, c context) {
			l.context = c
			r.runContent(n, l)
		})
		return
	}
	if isLeaf(n.Name()) {
		r.onlyEmpty(n, l.context, inside)
	}
}

// nested reads elements in an element that has text or data alone.
func (r *reader) nested(n opc.Node, inside func(opc.Node, context), l look) {
	for c := n.First(); c.Ok(); c = c.Next() {
		switch c.Name() {
		case "", "w:ffData", "w:fldData":
			if n.Name() == "w:fldChar" && c.Name() == "" {
				r.loose(c, l.context)
			}
		default:
			r.unknown(c, l.context, inside)
		}
	}
}

// isLeaf reports whether an element of a run contains nothing.
func isLeaf(name string) bool {
	switch name {
	case "w:tab", "w:ptab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen", "w:sym", "w:commentReference",
		"w:pgNum", "w:dayShort", "w:monthShort", "w:yearShort", "w:dayLong", "w:monthLong", "w:yearLong":
		return true
	}
	return false
}

// wordText returns the text of w:t: blanks at its ends count only if the file says so
// (XML 1.0, 2.10), and line feeds are blanks.
func wordText(n opc.Node) string {
	s := n.Text()
	if strings.ContainsAny(s, "\n\r\t") {
		s = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s)
	}
	if s == "" || s[0] != ' ' && s[len(s)-1] != ' ' {
		return s
	}
	for at := n; at.Ok(); at = at.Parent() {
		if space := at.Attr("xml:space"); space != "" {
			if space == "preserve" {
				return s
			}
			break
		}
	}
	return strings.Trim(s, " ")
}

// lineOrPage reads w:br.
func (r *reader) lineOrPage(n opc.Node, l look) {
	if kind := n.Attr("w:type"); (kind == "page" || kind == "column") && !l.dropped {
		r.breaks = append(r.breaks, r.pageBreak())
	}
	r.say("\n", l)
}

// say adds text to the paragraph, unless it is left out.
func (r *reader) say(s string, l look) {
	switch {
	case s == "":
		return
	case r.inCode():
		r.fieldCode(s)
		return
	case l.dropped || r.leftOut(s):
		if l.deleted {
			r.revisions.say(s)
		}
		return
	case l.struck:
		if r.strike(s) {
			return
		}
	}
	if l.hidden {
		r.unseen(s)
		return
	}
	if l.caps {
		s = strings.ToUpper(s)
	}
	if l.inserted {
		r.revisions.say(s)
	}
	r.put(s, l)
	if l.struck {
		r.revisions.end(crossedOut, len(r.out))
	}
}

// put adds text to the paragraph and to the extracted text.
func (r *reader) put(s string, l look) {
	r.par.looks(s, l)
	if l.marked {
		r.see("docx-marked", s)
	}
	for s != "" {
		off := len(r.out)
		if s[0] == '\n' {
			r.out = append(r.out, '\n')
			r.par.text.lineBreak(r.since(off))
			s = s[1:]
			continue
		}
		part, _, _ := strings.Cut(s, "\n")
		s = s[len(part):]
		r.signs(part, l)
	}
}

// text adds text without line breaks.
func (r *reader) text(s string, run content.Run) {
	off := len(r.out)
	r.out = append(r.out, s...)
	r.par.text.text(r.src, s, off, run)
}

// stretch is text that is reported at the end of its paragraph, as far as it goes.
type stretch struct {
	code     diag.Code
	from, to int // of the extracted text
	text     string
}

// see notes text that is reported: text after it of the same kind belongs to it.
func (r *reader) see(code diag.Code, s string) {
	from := len(r.out)
	to := from
	if code == "docx-marked" {
		to += len(s)
	}
	p := r.par
	if last := len(p.seen) - 1; last >= 0 && p.seen[last].code == code && p.seen[last].to == from {
		p.seen[last].to = to
		p.seen[last].text += s
		return
	}
	p.seen = append(p.seen, stretch{code, from, to, s})
}

// unseen notes text that is not printed because nobody sees it.
func (r *reader) unseen(s string) {
	r.see("docx-hidden", s)
}

// reportSeen reports the stretches of a paragraph that say something. Whether a red line
// at the top is the head of the document is known later.
func (r *reader) reportSeen(p *paragraph) {
	if r.isRedLine(p) && len(r.redLines) < maxFront {
		r.redLines = append(r.redLines, p)
		return
	}
	r.reportStretches(p)
}

func (r *reader) reportStretches(p *paragraph) {
	for _, s := range p.seen {
		if strings.Trim(s.text, blanks+"\n") != "" {
			r.log.Add(s.code, diag.Span{Source: r.src, Start: s.from, End: s.to}, shortened(s.text))
		}
	}
}

// hyperlink reads w:hyperlink.
func (r *reader) hyperlink(n opc.Node, c context) {
	if rel, ok := r.relations[n.Attr("r:id")]; ok && rel.External {
		to := rel.Target
		if anchor := n.Attr("w:anchor"); anchor != "" && !strings.Contains(to, "#") {
			to += "#" + anchor
		}
		c.link = r.destination(to)
	}
	for child := n.First(); child.Ok(); child = child.Next() {
		r.inline(child, c)
	}
}

// destination returns where a link leads, empty if a reader of the file cannot go
// there, which is reported.
func (r *reader) destination(to string) string {
	to = strings.TrimSpace(to)
	scheme, _, ok := strings.Cut(strings.ToLower(to), ":")
	if ok {
		switch scheme {
		case "http", "https", "ftp", "mailto", "tel":
			return to
		}
	}
	if to != "" && !r.links[to] {
		if r.links == nil {
			r.links = map[string]bool{}
		}
		r.links[to] = true
		r.log.Add("docx-link", r.here(), to)
	}
	return ""
}
