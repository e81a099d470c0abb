/** Owns a poster from campaign to picture file: laid out, drawn, uploaded; must not know who shows it. */
import type { SharedCampaign } from '../../../contract/campaign.ts';
import type { Rgb } from '../../../contract/contrast.ts';
import { fetchPicture, type PictureProblem } from './background.ts';
import { type QrModules, type Sharer, textsOf } from './content.ts';
import { type Drawing, drawnScale, type Measure } from './drawing.ts';
import { fetchTemplate } from './fetch-template.ts';
import { isFailure, type LayoutFailure, layout } from './layout.ts';
import { cssFont, paint } from './paint.ts';
import type { Template } from './template.ts';
import { templates } from './templates.ts';
import { dataUrlOf, largestUpload, uploadPoster } from './upload-poster.ts';

export interface PosterOptions {
  /** Of the server: templates come from there, and posters go there. */
  origin: string;
  /** The promoter's, to upload the PNG with; without it the poster's address is a `data:` one. */
  key?: string | undefined;
  /** As `GET /v1/links/{code}/qr` answers: the one code on the poster. */
  qr: QrModules;
  sharer?: Sharer | undefined;
  /** Name of a template (`templates.ts`); else the campaign's, else the first. */
  template?: string | undefined;
  /** The tenant's colour, where the campaign has none of its own: any CSS colour. */
  accent?: string | undefined;
}

/** What went otherwise than asked, though there is a poster: to be told to whoever shares it. */
export type PosterNotice = PictureProblem | 'upload_failed';

export interface Poster {
  template: string;
  /** px of the picture: twice the template's. */
  width: number;
  height: number;
  blob: Blob;
  /** For an `<img>` that is saved by a long press. */
  url: string;
  notices: PosterNotice[];
}

export type PosterFailure =
  | LayoutFailure
  /** The campaign is off; the template is not known, or can't be reached now; the browser gives no canvas. */
  | { failed: 'campaign_off' | 'unknown_template' | 'template_not_loaded' | 'not_drawn' };

/** Deep green (DESIGN §15). */
const defaultAccent = '#0B6B53';

/** A campaign's poster as a PNG with its address, or why there is none. Never throws for what a tenant wrote. */
export async function drawPoster(
  campaign: SharedCampaign,
  options: PosterOptions,
): Promise<Poster | PosterFailure> {
  if (campaign.off !== null) return { failed: 'campaign_off' };
  const chosen = templateNamed(options.template ?? campaign.poster.template);
  if (chosen === undefined && options.template !== undefined) return { failed: 'unknown_template' };
  const template = await fetchTemplate((chosen ?? templates[0]).name, options.origin).catch(() => null);
  if (template === null) return { failed: 'template_not_loaded' };
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return { failed: 'not_drawn' };

  const notices: PosterNotice[] = [];
  const picture = await pictureOf(campaign.poster.background, template, drawnScale);
  if (typeof picture === 'string') notices.push(picture);
  const content = {
    texts: textsOf(campaign, options.sharer),
    qrSize: options.qr.size,
    accent: accentOf(context, campaign.poster.accent ?? options.accent),
    hasPicture: picture !== null && typeof picture !== 'string',
  };
  const drawing = layout(template, content, measureWith(context));
  if (isFailure(drawing)) return drawing;
  const source = typeof picture === 'string' ? null : picture;
  let blob = await pngOf(canvas, context, drawing, options.qr, source);
  if (blob !== null && blob.size > largestUpload && source !== null) {
    // A photograph's grain makes a large PNG; at half its sharpness it is a third of that.
    const smaller = await pictureOf(campaign.poster.background, template, 0.5);
    blob = await pngOf(canvas, context, drawing, options.qr, typeof smaller === 'string' ? null : smaller);
  }
  // iOS holds on to a canvas's memory until it is small.
  canvas.width = canvas.height = 1;
  if (blob === null) return { failed: 'not_drawn' };
  return {
    template: template.name,
    width: drawing.width * drawnScale,
    height: drawing.height * drawnScale,
    blob,
    url: await addressOf(blob, options, notices),
    notices,
  };
}

function templateNamed(name: string) {
  return templates.find((one) => one.name === name);
}

async function pictureOf(url: string | undefined, { picture }: Template, scale: number) {
  return url && picture ? fetchPicture(url, picture, picture.w * scale) : null;
}

/** Any CSS colour as red, green, blue: a canvas reads it back as hex. */
function accentOf(context: CanvasRenderingContext2D, colour: string | undefined): Rgb {
  context.fillStyle = defaultAccent;
  if (colour !== undefined) context.fillStyle = colour;
  const hex = /^#(..)(..)(..)$/.exec(String(context.fillStyle)) ?? /^#(..)(..)(..)$/.exec(defaultAccent);
  return (hex ?? []).slice(1).map((part) => Number.parseInt(part, 16));
}

/** Each text in each size is measured once. */
function measureWith(context: CanvasRenderingContext2D): Measure {
  const known = new Map<string, number>();
  return (text, font) => {
    const css = cssFont(font);
    const key = `${css}\n${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    context.font = css;
    const { width } = context.measureText(text);
    known.set(key, width);
    return width;
  };
}

function pngOf(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  drawing: Drawing,
  qr: QrModules,
  picture: CanvasImageSource | null,
): Promise<Blob | null> {
  canvas.width = drawing.width * drawnScale;
  canvas.height = drawing.height * drawnScale;
  paint(context, drawing, qr, picture);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

async function addressOf(
  png: Blob,
  { origin, key }: PosterOptions,
  notices: PosterNotice[],
): Promise<string> {
  if (key !== undefined) {
    try {
      return await uploadPoster(png, origin, key);
    } catch {
      notices.push('upload_failed');
    }
  }
  return dataUrlOf(png);
}
