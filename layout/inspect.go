package layout

import (
	"jianbao/content/diag"
	"jianbao/layout/frame"
)

// inspect reports the lines that a person should look at: those that do not fit
// their measure, those for which a rule was relaxed, and loose ones (RULES 4.2, 5.5). The cover's name is
// spaced by design.
func inspect(doc *frame.Document, log *diag.List) {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			switch {
			case !ok:
			case l.Width > l.Measure:
				log.Add("line-overfull", l.Place, (l.Width - l.Measure).String())
			case l.Repair == frame.RepairForced:
				log.Add("line-forced", l.Place)
			case l.Repair == frame.RepairLoose && l.Kind != frame.KindCover:
				log.Add("line-loose", l.Place)
			}
		}
	}
}
