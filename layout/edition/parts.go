package edition

import (
	"jianbao/content/parts"
	"jianbao/layout/theme"
)

// partRules returns which paragraphs a theme has recognized by their look (RULES
// 11).
func partRules(th *theme.Theme) parts.Rules {
	p := &th.Parts
	return parts.Rules{
		Measure:         th.Body.Measure,
		Salutation:      p.Salutation,
		SalutationWords: p.SalutationWords,
		Attachment:      p.Attachment,
		Signature:       p.Signature,
		RunIn:           p.RunIn,
		Clause:          p.Clause,
		Chapter:         p.Chapter,
	}
}
