package manifest

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// itemNumber is the mark of an item of an ordered list as it was typed.
type itemNumber struct {
	mark string // 1. or 1)
	day  bool   // its text begins like a day: 4. 26知识产权日
}

// value returns the number, which has at most nine digits.
func (t itemNumber) value() int {
	n, _ := strconv.Atoi(t.mark[:len(t.mark)-1])
	return n
}

// dayStart is a number up to 31 before Han that it does not count: with a month before it,
// it is a date.
var dayStart = pattern.New(`^[ \t]+(?:[1-9]|[12][0-9]|3[01])(?:日|[ \t]*[^\P{Han}日人个项名户次件家亩万亿千百吨公米度岁份条张台套级组村所座位批处天年月分点])`)

// number decides what is printed before the items of an ordered list: the number that
// all of them have is counted, numbers that count up stay, and others are part of the
// copy. The notice and the warning tell of all but plain 1. and 0. before what is no day. Numbers
// that stand inside of items for want of a blank are told instead of the gaps they leave.
func (m *markdown) number(list *content.List, typed []itemNumber, joined []joinedNumber, at diag.Span) {
	marks := make([]string, len(typed))
	for i, t := range typed {
		marks[i] = t.mark
	}
	if len(joined) > 0 {
		inside := make([]string, len(joined))
		for i, j := range joined {
			inside[i] = string(m.data[j.mark.from:j.mark.to])
		}
		mark := joined[0].mark
		m.log.Add("md-list-blank", m.place.At(mark.from, mark.to), shortList(inside), fmt.Sprint(joined[0].n, typed[0].mark[len(typed[0].mark)-1:]))
	}
	switch kind, labels := numbering(typed); {
	case kind == asTyped && filled(typed, joined):
		list.Labels = marks
	case kind == allEqual:
		if list.Labels = labels; labels == nil {
			m.equal[list] = true
			labels = plainLabels(list.Start, len(typed))
		}
		if list.Start > 1 || list.Labels != nil || !slices.ContainsFunc(typed, func(t itemNumber) bool { return !t.day }) {
			m.log.Add("md-list-counted", at, marks[0], shortList(labels))
		}
	case kind == asTyped:
		list.Labels = marks
		m.log.Add("md-list-numbers", at, shortList(marks))
	}
}

// listNumbering is how the numbers of an ordered list are understood.
type listNumbering uint8

const (
	countsUp listNumbering = iota // 1. 2. 3., or one number
	allEqual                      // 1. 1. 1.: counted from it
	asTyped                       // 1. 3. 5., 2026. 2026., 01. 02.
)

// mostEqual is the greatest number that is counted where all items have it: greater ones are
// years and parts of dates.
const mostEqual = 9

// numbering returns how the numbers of a list are understood. If those that are counted
// have another form than 1., it returns them.
func numbering(typed []itemNumber) (kind listNumbering, labels []string) {
	first := typed[0].mark
	digits, sign := first[:len(first)-1], first[len(first)-1:]
	start := typed[0].value()
	equal, counted, plain, days := true, true, true, true
	for i, t := range typed {
		equal = equal && t.mark == first
		plain = plain && strings.HasSuffix(t.mark, ".") && (t.mark == "0." || t.mark[0] != '0')
		counted = counted && t.value() == start+i
		days = days && t.day
	}
	switch {
	case plain && counted:
		return countsUp, nil
	case !equal || len(typed) == 1 || start > mostEqual || start > 1 && days:
		return asTyped, nil
	case plain:
		return allEqual, nil
	}
	labels = make([]string, len(typed))
	for i := range labels {
		labels[i] = fmt.Sprintf("%0*d%s", len(digits), start+i, sign)
	}
	return allEqual, labels
}

// joinedNumber is a number at the start of a line inside an item that goes on with the
// numbers of the list: 2.乙 and 2、乙 below 1. 甲 lack the blank, or the stop, of an item.
type joinedNumber struct {
	n    int
	mark span
}

// joinedMark is the mark that such a line begins with, with the number and its sign.
var joinedMark = pattern.New(`^([1-9][0-9]{0,2})(?:([.．])(?:[^0-9\s]|$)|([)）、])(?:\S|$))`)

// joinedNumbers returns the numbers that begin lines of an item at the margin of the list,
// if they go on from the item's own, or a single one that is equal to it and has its sign.
func (m *markdown) joinedNumbers(list *ast.List, item ast.Node) (out []joinedNumber) {
	mark := m.marks[item]
	own, _ := strconv.Atoi(string(m.data[mark.from : mark.to-1]))
	for at, line := range m.marginLines(mark, item) {
		found := joinedMark().FindStringSubmatch(line)
		if found == nil {
			continue
		}
		number, _ := strconv.Atoi(found[1])
		sign := found[2] + found[3]
		equal := number == own && len(out) == 0 && sign[0] == list.Marker
		if len(out) > 0 && number != out[len(out)-1].n+1 || len(out) == 0 && number != own+1 && !equal {
			break
		}
		out = append(out, joinedNumber{number, span{at, at + len(found[1]) + len(sign)}})
	}
	if len(out) > 1 && out[0].n == own {
		return nil // items of the item: 1.子 and 2.丑 below 1. 甲
	}
	return out
}

// marginLines ranges over the lines of an item at the margin of its list, below the line of
// its mark, with their offsets.
func (m *markdown) marginLines(mark span, item ast.Node) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for child := item.FirstChild(); child != nil; child = child.NextSibling() {
			if !isText(child) {
				continue
			}
			for i := range child.Lines().Len() {
				segment := child.Lines().At(i)
				if segment.Start >= mark.to && m.column(segment.Start) <= m.column(mark.from) && !yield(segment.Start, string(segment.Value(m.data))) {
					return
				}
			}
		}
	}
}

// wordBullet is a bullet of Markdown directly before a word.
var wordBullet = pattern.New(`^[-+*][\p{Han}A-Za-z“《（]`)

// joinedBullets reports the first line of a list's items that begins with its bullet
// without a blank, and so is no item. Several asterisks are told by starItems.
func (m *markdown) joinedBullets(list *ast.List) {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark, ok := m.marks[item]
		if !ok {
			continue
		}
		first, lines := 0, 0
		for at, line := range m.marginLines(mark, item) {
			if line[0] == list.Marker && wordBullet().MatchString(line) && !m.emphasis.matched[at] && !footnote().MatchString(line[1:]) && !explanation().MatchString(line[1:]) {
				if lines == 0 {
					first = at
				}
				lines++
			}
		}
		if lines == 1 || lines > 1 && list.Marker != '*' {
			sign := string(list.Marker)
			m.log.Add("md-list-blank", m.place.At(first, first+1), sign, sign)
			return
		}
	}
}

// filled reports whether the numbers of a list count up together with those inside of its
// items.
func filled(typed []itemNumber, joined []joinedNumber) bool {
	if len(joined) == 0 {
		return false
	}
	var all []int
	for _, t := range typed {
		all = append(all, t.value())
	}
	for _, j := range joined {
		all = append(all, j.n)
	}
	slices.Sort(all)
	for i, number := range all {
		if number != typed[0].value()+i {
			return false
		}
	}
	return true
}

// plainLabels returns n numbers that are counted.
func plainLabels(start, n int) []string {
	labels := make([]string, n)
	for i := range labels {
		labels[i] = strconv.Itoa(start+i) + "."
	}
	return labels
}

// repeatedNumbers reports lists that begin with a number that has been printed before: all
// items of the list above have 1. and were counted, and this one was meant to go on with
// the number that was typed. A heading between them begins anew.
func (m *markdown) repeatedNumbers(blocks []content.Block) {
	last := 0 // number of the last item of the list that was counted, 0: none
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Heading:
			last = 0
		case *content.List:
			if !b.Ordered {
				continue
			}
			if b.Labels == nil && b.Start > 1 && b.Start <= last {
				m.log.Add("md-list-again", b.Span, b.Start, last)
			}
			if last = 0; m.equal[b] {
				last = b.Start + len(b.Items) - 1
			}
		}
	}
}

// shortList joins labels for a message.
func shortList(labels []string) string {
	const most = 5
	if len(labels) <= most {
		return strings.Join(labels, " ")
	}
	return strings.Join(labels[:most], " ") + " …"
}
