package layout

import (
	"jianbao/layout/frame"
	"jianbao/layout/page"
)

// inspect reports the lines of an article that a person should look at: those
// that do not fit their measure, and loose ones (typography 4.2, 5.5).
func (c *composer) inspect(a *page.Article) {
	for _, column := range a.Columns {
		for _, l := range column {
			switch {
			case l.Width > l.Measure:
				c.log.Add("line-overfull", l.Place, (l.Width - l.Measure).String())
			case l.Repair == frame.RepairLoose:
				c.log.Add("line-loose", l.Place)
			}
		}
	}
}
