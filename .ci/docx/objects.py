"""Pictures and text boxes of generated documents."""

import io

from docx.shared import Cm
from PIL import Image

from rawxml import append, elements, paragraph, run, runs

SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def image(b):
    """A picture in one colour, different from all others."""
    colour = tuple(b.random.randint(60, 220) for _ in range(3))
    out = io.BytesIO()
    Image.new("RGB", (b.random.randint(400, 600), b.random.randint(260, 400)), colour).save(out, b.random.choice(("PNG", "JPEG")))
    out.seek(0)
    return out


def described(b, p, description):
    about = p._p.xpath(".//wp:docPr")[-1]
    about.set("descr", description)
    about.set("id", str(b.next_id()))


def inline(b):
    p = b.doc.add_paragraph()
    p.add_run().add_picture(image(b), width=Cm(6))
    alt = b.words.word()
    described(b, p, alt)
    b.items.append({"kind": "picture", "text": alt})
    text = b.words.sentence()
    append(b, paragraph(runs(b, text)))
    b.paragraph(text)


def inside_text(b):
    """A picture inside a paragraph stands behind it."""
    one, two, alt = b.words.word(), b.words.sentence(1), b.words.word()
    p = b.doc.add_paragraph(one)
    p.add_run().add_picture(image(b), width=Cm(5))
    p.add_run(two)
    described(b, p, alt)
    b.paragraph(one + two)
    b.items.append({"kind": "picture", "text": alt})


def captioned(b):
    p = b.doc.add_paragraph()
    p.alignment = 1
    p.add_run().add_picture(image(b), width=Cm(6))
    described(b, p, b.words.word())
    b.figures = getattr(b, "figures", 0) + 1
    caption = f"图{b.figures}　{b.words.heading()}"
    append(b, paragraph(runs(b, caption), '<w:jc w:val="center"/>'))
    b.items.append({"kind": "picture", "text": caption})
    text = b.words.sentence()
    append(b, paragraph(runs(b, text)))
    b.paragraph(text)


def anchored(b):
    """The same drawing, floating."""
    alt = b.words.word()
    p = b.doc.add_paragraph()
    p.add_run().add_picture(image(b), width=Cm(5))
    described(b, p, alt)
    drawing = p._p.xpath(".//wp:inline")[0]
    anchor = elements('<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
                      '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
                      '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV></wp:anchor>')[0]
    children = list(drawing)
    anchor.append(children[0])
    anchor.append(elements("<wp:wrapSquare wrapText=\"bothSides\"/>")[0])
    for child in children[1:]:
        anchor.append(child)
    drawing.getparent().replace(drawing, anchor)
    b.items.append({"kind": "picture", "text": alt})
    text = b.words.sentence()
    append(b, paragraph(runs(b, text)))
    b.paragraph(text)


def old(b):
    """A picture in VML, as WPS writes it."""
    alt = b.words.word()
    relation, _ = b.doc.part.get_or_add_image(image(b))
    append(b, paragraph(f'<w:r><w:pict><v:shape id="_x0000_s{b.next_id()}" o:spt="75" alt="{alt}" type="#_x0000_t75" style="height:120pt;width:160pt;" filled="f" stroked="f" coordsize="21600,21600">'
                        f'<v:path/><v:fill on="f" focussize="0,0"/><v:stroke on="f"/><v:imagedata r:id="{relation}" o:title="1"/></v:shape></w:pict></w:r>'))
    b.items.append({"kind": "picture", "text": alt})
    text = b.words.sentence()
    append(b, paragraph(runs(b, text)))
    b.paragraph(text)


def text_box(b):
    """A text box, in both branches; its text stands once, behind the paragraph."""
    one, two, three = b.words.sentence(1), b.words.sentence(1), b.words.sentence(1)
    inside = paragraph(runs(b, two)) + paragraph(runs(b, three))
    size = 'cx="1800000" cy="720000"'
    choice = (f'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
              f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
              f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="{b.next_id()}" name="文本框 1"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{SHAPE}">'
              f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
              f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>")
    fallback = f'<w:pict><v:shape id="_x0000_s{b.next_id()}" o:spt="202" type="#_x0000_t202" style="height:60pt;width:140pt;"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>'
    box = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>'
    append(b, paragraph(box + runs(b, one)))
    b.paragraph(one)
    b.paragraph(two)
    b.paragraph(three)
    b.tell("text box")


KINDS = {"picture": inline, "picture inside text": inside_text, "captioned picture": captioned, "floating picture": anchored, "picture in VML": old, "text box": text_box}
