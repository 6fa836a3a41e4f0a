package layout

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
	"jianbao/layout/page"
)

// pageFact is a page whose number the text prints: the one that an article begins on
// or, if end is set, ends on.
type pageFact struct {
	article int // index
	end     bool
}

// pageFacts are the pages whose numbers articles print.
type pageFacts struct {
	list    []pageFact     // in the order of the articles
	of      [][]int        // the facts that each article prints: indexes into list
	targets map[string]int // articles by their IDs; looked up only, never walked

	// The next part and the one before of an article that is printed in several places;
	// -1: none.
	next, before []int
}

// newPageFacts collects the page references of articles.
func newPageFacts(tasks []articleTask) pageFacts {
	f := pageFacts{targets: map[string]int{}, of: make([][]int, len(tasks))}
	for i := range tasks {
		if id := tasks[i].Article.ID.Value; id != "" {
			f.targets[id] = i
		}
	}
	printed := make([][]pageFact, len(tasks))
	f.findParts(tasks)
	for i := range tasks {
		if next := f.next[i]; next >= 0 {
			printed[i] = append(printed[i], pageFact{article: next})
		}
		if before := f.before[i]; before >= 0 {
			printed[i] = append(printed[i], pageFact{article: before, end: true})
		}
		for run := range tasks[i].Article.References() {
			id, _ := run.Target()
			if article, known := f.targets[id]; known { // else an error of the copy
				printed[i] = append(printed[i], pageFact{article: article})
			}
		}
		f.list = append(f.list, printed[i]...)
	}
	slices.SortFunc(f.list, pageFact.compare)
	f.list = slices.Compact(f.list)
	for i := range printed {
		for _, fact := range printed[i] {
			at, _ := slices.BinarySearchFunc(f.list, fact, pageFact.compare)
			f.of[i] = append(f.of[i], at)
		}
	}
	return f
}

// findParts finds the parts of articles that are printed in several places.
func (f *pageFacts) findParts(tasks []articleTask) {
	f.next, f.before = make([]int, len(tasks)), make([]int, len(tasks))
	last := map[string]int{} // part of each article, by its ID
	for i := range tasks {
		f.next[i], f.before[i] = -1, -1
		if id := tasks[i].Article.ID.Value; id != "" {
			last[id] = i
		}
		id := tasks[i].Article.PartOf.Value
		if before, known := last[id]; known && id != "" {
			f.before[i], f.next[before], last[id] = before, i, i
		}
	}
}

// link returns the URL of a link to a page; IDs of articles have no such sign.
func (f pageFact) link() string {
	if f.end {
		return "#\x00-" + strconv.Itoa(f.article)
	}
	return "#\x00" + strconv.Itoa(f.article)
}

// linkedPage returns the page that a link leads to.
func linkedPage(url string) (f pageFact, ok bool) {
	s, ok := strings.CutPrefix(url, "#\x00")
	if s, f.end = strings.CutPrefix(s, "-"); ok {
		f.article, _ = strconv.Atoi(s)
	}
	return f, ok
}

func (f pageFact) compare(g pageFact) int {
	switch {
	case f.article != g.article:
		return f.article - g.article
	case f.end == g.end:
		return 0
	case g.end:
		return -1
	}
	return 1
}

// pageNumbers are the numbers of pageFacts in their order, joined with commas, so that
// they are comparable.
type pageNumbers string

func (n pageNumbers) list() []string { return strings.Split(string(n), ",") }

// guess returns numbers to begin with: an article has a page.
func (f *pageFacts) guess() pageNumbers {
	all := make([]string, len(f.list))
	for i, fact := range f.list {
		all[i] = strconv.Itoa(fact.article + 1)
	}
	return pageNumbers(strings.Join(all, ","))
}

// numbers returns the numbers of the placed pages.
func (c *composer) numbers() pageNumbers {
	all := make([]string, len(c.facts.list))
	for i, fact := range c.facts.list {
		if fact.article >= len(c.articles) { // there are too many pages
			continue
		}
		a := &c.articles[fact.article]
		at := a.page
		if fact.end {
			at = a.end
		}
		all[i] = c.label(at)
	}
	return pageNumbers(strings.Join(all, ","))
}

// typesetWith typesets the articles that print other numbers than those that they were
// typeset with, and all that are not typeset yet.
func (c *composer) typesetWith(numbers pageNumbers) {
	var changed []int
	all := numbers.list()
	for i := range c.tasks {
		t := &c.tasks[i]
		var pages map[string]string
		var to, from page.Jump
		for _, at := range c.facts.of[i] {
			switch fact := c.facts.list[at]; {
			case fact.end && fact.article == c.facts.before[i]:
				if !c.goesOn(i, all) {
					from = page.Jump{Number: all[at], Link: fact.link()}
				}
				continue
			case !fact.end && fact.article == c.facts.next[i]:
				if !c.goesOn(fact.article, all) {
					to = page.Jump{Number: all[at], Link: fact.link()}
				}
				continue
			}
			if pages == nil {
				pages = map[string]string{}
			}
			pages[c.tasks[c.facts.list[at].article].Article.ID.Value] = all[at]
		}
		if t.result == nil || !maps.Equal(pages, t.Pages) || to != t.To || from != t.From {
			t.Pages, t.To, t.From = pages, to, from
			changed = append(changed, i)
		}
	}
	c.typeset(changed)
}

// goesOn reports whether a part of an article follows the one before it directly and
// begins on the page where that ends, by the numbers of all facts, so that nothing has to
// lead from one to the other (RULES 6.5).
func (c *composer) goesOn(part int, numbers []string) bool {
	before := c.facts.before[part]
	if c.widening || before != part-1 || c.tasks[before].section != c.tasks[part].section {
		return false
	}
	number := func(f pageFact) string {
		at, _ := slices.BinarySearchFunc(c.facts.list, f, pageFact.compare)
		return numbers[at]
	}
	return number(pageFact{article: before, end: true}) == number(pageFact{article: part})
}

// unnumbered reports references to pages that have no printed number.
func (c *composer) unnumbered() {
	for i := range c.facts.of {
		if len(c.facts.of[i]) == 0 {
			continue
		}
		if part := c.tasks[i].Article.PartOf; part.Value != "" && !c.th.Folio.Show && c.th.Continued.To+c.th.Continued.From != "" {
			c.log.Add("reference-unnumbered", part.Place.At(0, len(part.Value)), c.tasks[i].Article.Title.Joined())
		}
		for run := range c.tasks[i].Article.References() {
			id, _ := run.Target()
			if a := &c.articles[c.facts.targets[id]]; c.label(a.page) == "" || !c.th.Folio.Show {
				c.log.Add("reference-unnumbered", run.Place.At(0, len(run.Value)), a.article.Title.Joined())
			}
		}
	}
}

// bodyFacts holds the facts about the placed articles that their own placement depends
// on: where the first begins, below masthead and contents, and the page numbers that
// the text prints.
type bodyFacts struct {
	opening opening
	numbers pageNumbers
}

// settleBody typesets and places the articles, the first at an opening, until they
// begin where below has it, which it is called for when they are placed, and until the
// page numbers that they print are those of their pages (RULES 6.4). Where contents above
// the text are longer with the headings of an article, and it goes beyond a page only
// where they are shorter, they keep these headings (RULES 6.6). The width of a number can
// move lines and with them pages, so that no such state may exist. Then numbers get
// the room of the widest that they had, which is reported: wider ones do not become
// narrower again, so that this comes to an end.
func (c *composer) settleBody(first opening, below func() opening) {
	var log *diag.List
	compose := func(f bodyFacts) (struct{}, bodyFacts) {
		if c.typesetWith(f.numbers); c.stopped {
			return struct{}{}, f
		}
		log = &diag.List{}
		c.place(f.opening, log)
		return struct{}{}, bodyFacts{below(), c.numbers()}
	}
	_, rounds, settled := settle(bodyFacts{first, c.facts.guess()}, maxRounds, compose)
	if c.stopped {
		return
	}
	if !settled && len(c.spread) > 0 {
		c.staysListed = true
		_, rounds, settled = settle(rounds[len(rounds)-1], maxRounds, compose)
	}
	if !settled && !c.stopped {
		c.reportUnsettled(rounds)
		c.widen(rounds, compose)
	}
	if !c.stopped {
		c.log.Join(log)
	}
}

// maxWidening bounds the rounds in which numbers get wider. Each makes one wider or
// moves the opening down.
const maxWidening = 50

// widen composes until all numbers have the room that they need.
func (c *composer) widen(rounds []bodyFacts, compose func(bodyFacts) (struct{}, bodyFacts)) {
	c.widening = true
	facts := rounds[0]
	for _, r := range rounds[1:] {
		facts = facts.widened(r)
	}
	for range maxWidening {
		_, next := compose(facts)
		wider := facts.widened(next)
		if wider == facts {
			return
		}
		facts = wider
	}
	c.log.Add("references-wrong", diag.Span{Source: c.issue.Source})
}

// widened returns the facts of a later round with at least the room of these.
func (f bodyFacts) widened(next bodyFacts) bodyFacts {
	if f.opening.compare(next.opening) > 0 {
		next.opening = f.opening
	}
	before, numbers := f.numbers.list(), next.numbers.list()
	for i := range numbers {
		less := utf8.RuneCountInString(before[i]) - len(numbers[i])
		numbers[i] += strings.Repeat(figureSpace, max(0, less))
	}
	next.numbers = pageNumbers(strings.Join(numbers, ","))
	return next
}

// figureSpace is as wide as a digit.
const figureSpace = "\u2007"

// reportUnsettled reports what had another value in the rounds.
func (c *composer) reportUnsettled(rounds []bodyFacts) {
	at := diag.Span{Source: c.issue.Source}
	var openings []opening
	for _, r := range rounds {
		openings = append(openings, r.opening)
	}
	if len(slices.Compact(slices.Clone(openings))) > 1 {
		c.log.Add("contents-unsettled", at, len(rounds), describe(openings))
	}
	for i, fact := range c.facts.list {
		var numbers []string
		for _, r := range rounds {
			numbers = append(numbers, r.numbers.list()[i])
		}
		if len(slices.Compact(slices.Clone(numbers))) > 1 {
			c.log.Add("references-unsettled", at, c.tasks[fact.article].Article.Title.Joined(), strings.Join(numbers, ", "))
		}
	}
}
