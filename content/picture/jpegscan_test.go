package picture

import (
	"bytes"
	"encoding/base64"
	"testing"
)

// restarted are small pictures with restart markers.
var restarted = []struct{ name, data string }{
	{"units",
		"/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/" +
			"2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAdACUDASIAAhEBAxEB/8QA" +
			"GQAAAgMBAAAAAAAAAAAAAAAAAAQBAwUC/8QAJxAAAgEDAwIGAwAAAAAAAAAAAQIRAAMhEjFRBEEiYXGBkbEyocH/xAAYAQEAAwEAAAAAAAAAAAAAAAAEAQMF" +
			"Av/EACARAAICAgICAwAAAAAAAAAAAAECAAMEERITMUEhkfD/3QAEAAL/2gAMAwEAAhEDEQA/AFbKlmkkk8mtCykCcVVYtbTTltdliKuusFa7MMPmQCERnYgA" +
			"ZM4+6R6u+LzMRMRkGMQT5eh3xJ5q7qer8JtIukQRqxIYQdu338Ug6sgB3XYgGIx3oFFRY8m8zSqTqTsYT//QSa5JBGZA7nHxRXdu2SswR6UUkKJw17k73NS2" +
			"gUREz5UdTcNqyypOvTMx+IgwZ9qsBCKG38Sr8mP7WXcvt1Th3ABUdhWWScizkfAl+NTzO/U//9FW66pJEsDhQ+ceftXNpNTaoOeahlBuENng8Dj901ZQTSK1" +
			"0JGTaXfXoS21bhaKvgaRIoqp8hEbiT++ofU//9k="},
	{"rows, gray",
		"/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/" +
			"wAALCAAdACUBAREA/8QAGAABAQEBAQAAAAAAAAAAAAAABQQGAQL/xAAmEAABBAEDAwQDAAAAAAAAAAABAgMRIQAEMXEFEkETUWHBBoHh/90ABAAF/9oACAEB" +
			"AAA/ABmGp8fvecQabr3xFlsmPH1loU3p2VOvKCW0iSSdsznU9Y6rqD8emQlZT2qaSQIMVM3AEn6Az//Qh07VyRHOI6dqL2PmcQYbn+5H+QaksaZtDDykPKX2" +
			"nsURUSeDafm/k4AEqVK1KJUoySbJPOf/0fLLVCojEWGzERfGc12sRpShrvaSCR6veSFBBkSkCyaO21cjMy46UlZKiBuSTNk3POVtIATef//SoZAJEjEWUCJF" +
			"VtmT1nUXNe6SR2IUQopoxAIEGJiDt7knzndOgEcYgy3KKMZ//9k="},
	{"progressive",
		"/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/" +
			"2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wgARCAAdACUDASIAAhEBAxEB/8QA" +
			"GAAAAwEBAAAAAAAAAAAAAAAAAAIDAQT/xAAXAQADAQAAAAAAAAAAAAAAAAABAwQC/90ABAAD/9oADAMBAAIQAxAAAAGV1tte81OeejBipH//0KrXkUUMrSHK" +
			"hV//xAAaEAEBAQADAQAAAAAAAAAAAAABAAIQESEx/90ABAAF/9oACAEBAAEFAiDjT63/0Ai28Bf/0S18XuIL/9K17qIL/8QAGxEAAgIDAQAAAAAAAAAAAAAA" +
			"AAECAxAREjH/3QAEAAP/2gAIAQMBAT8B9ILldMc22f/QqjtlktvH/8QAGREAAwEBAQAAAAAAAAAAAAAAAAECERIQ/9oACAECAQE/AarlEJt6zD//0G+6JWef" +
			"/8QAGBABAAMBAAAAAAAAAAAAAAAAEAARICH/3QAEAAX/2gAIAQEABj8Cz//QOP8A/9GVj//SLf/EAB0QAQACAwADAQAAAAAAAAAAAAEAERAhMUFRYXH/2gAI" +
			"AQEAAT8h27iOb5GWL+1Pif/QkIOrNx5WD//REZfylhV351BbeD//0g5FsfVyrD2hwf/dAAQAA//aAAwDAQACAAMAAAAQezB//9Bew7//xAAaEQACAgMAAAAA" +
			"AAAAAAAAAAAAAREhEEGB/9oACAEDAQE/ELaxDwcHJ//Q4g+LWP/EABgRAQEBAQEAAAAAAAAAAAAAAAEAEUEh/9oACAECAQE/EC2bupgBl//QT15ALb//xAAe" +
			"EAEBAAICAwEBAAAAAAAAAAABEQAhMXFBUYGxYf/dAAQABf/aAAgBAQABPxALqePOSLh5LTavBgaANCoTvr+cZbAWewc//9C2AgTf5mqc+QWTw92In5jBnn5O" +
			"cTbL1n//0RNMvWCOlCbYEjO44wFR7Mrry8zNPFOs/9JbCeOTKYAxoeyl9yz5iOH219w3CjvP/9k="},
}

func restartedPicture(t *testing.T, text string) []byte {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func verify(data []byte) error {
	im, err := Open("x", data)
	if err != nil {
		return err
	}
	return im.Verify()
}

// TestRestartMarkers changes the coded data of pictures with restart markers: what
// stands before a marker that should not, and what is missing, is damage; fill bytes
// before a marker are none.
func TestRestartMarkers(t *testing.T) {
	for _, tt := range restarted {
		data := restartedPicture(t, tt.data)
		if err := verify(data); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		markers := 0
		for at := 2; at+1 < len(data); at++ {
			if data[at] != 0xff || data[at+1] < mRST0 || data[at+1] > mRST7 {
				continue
			}
			markers++
			insert := func(b ...byte) []byte { return bytes.Join([][]byte{data[:at], b, data[at:]}, nil) }
			if err := verify(insert(0xff, 0xff)); err != nil {
				t.Errorf("%s, fill bytes at %d: %v", tt.name, at, err)
			}
			for name, changed := range map[string][]byte{
				"a byte":             insert(0x5a),
				"a stuffed byte":     insert(0xff, 0),
				"a zero":             insert(0),
				"another marker":     insert(0xff, data[at+1]),
				"two bytes less":     append(bytes.Clone(data[:at-2]), data[at:]...),
				"no marker":          append(bytes.Clone(data[:at]), data[at+2:]...),
				"the marker changed": append(append(bytes.Clone(data[:at+1]), mRST0+(data[at+1]+3)&7), data[at+2:]...),
			} {
				if err := verify(changed); err == nil || err.(*Error).Reason != "damaged" {
					t.Errorf("%s, %s at %d: %v", tt.name, name, at, err)
				}
			}
		}
		if markers < 2 {
			t.Errorf("%s: %d markers", tt.name, markers)
		}
		// A restart marker after the last unit is harmless.
		end := len(data) - 2
		if err := verify(append(append(bytes.Clone(data[:end]), 0xff, mRST0), data[end:]...)); err != nil {
			t.Errorf("%s with a marker at its end: %v", tt.name, err)
		}
	}
}

// TestCodedData cuts coded data short, and adds to them, in all JPEG fixtures.
func TestCodedData(t *testing.T) {
	sound := 0
	defer func() {
		if sound < 10 {
			t.Errorf("only %d fixtures are sound", sound)
		}
	}()
	for _, name := range fixtureNames(t) {
		data := fixture(t, name)
		im, err := Open(name, data)
		if err != nil || im.Format != JPEG || im.Verify() != nil {
			continue
		}
		sound++
		for i, s := range im.jpeg.coding {
			change := func(cut int, add ...byte) error {
				return verify(bytes.Join([][]byte{data[:s.end-cut], add, data[s.end:]}, nil))
			}
			if err := change(0, 0xff); err != nil {
				t.Errorf("%s, scan %d: fill byte: %v", name, i, err)
			}
			if err := change(0, 0, 0); err != nil {
				t.Errorf("%s, scan %d: two bytes more: %v", name, i, err)
			}
			if err := change(0, make([]byte, 7)...); err != nil {
				t.Errorf("%s, scan %d: seven bytes 00: %v", name, i, err)
			}
			if change(0, make([]byte, 40)...) == nil {
				t.Errorf("%s, scan %d: forty bytes 00 are sound", name, i)
			}
			if change(0, 1, 2, 3, 4) == nil {
				t.Errorf("%s, scan %d: four bytes more are sound", name, i)
			}
			if s.end-s.start > 2 && change(2) == nil {
				t.Errorf("%s, scan %d: two bytes less are sound", name, i)
			}
		}
	}
}

// BenchmarkVerify reads the codes of a photograph of 12 megapixels.
func BenchmarkVerify(b *testing.B) {
	im, err := Open("x", asJPEG(b, testPicture(4000, 3000), 85))
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		if err := im.Verify(); err != nil {
			b.Fatal(err)
		}
	}
}
