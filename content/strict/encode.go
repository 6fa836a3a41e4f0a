package strict

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Encode returns a value, as Value.Any returns it, in TOML syntax on one line; empty for
// nil.
func Encode(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return Quote(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case float64:
		text := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.ContainsAny(text, ".n") { // nan and inf have none either
			text += ".0"
		}
		return text
	case time.Time:
		return encodeTime(v)
	case []any:
		items := make([]string, len(v))
		for i := range v {
			items[i] = Encode(v[i])
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return Quote(fmt.Sprint(v))
}

// encodeTime returns a day, a time of day or both. The library marks those without a zone
// by the name of the location.
func encodeTime(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return t.Format(time.DateOnly)
	case "time-local":
		return t.Format("15:04:05.999999999")
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05.999999999")
	}
	return t.Format(time.RFC3339Nano)
}
