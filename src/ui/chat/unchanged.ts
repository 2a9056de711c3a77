import { Component, type ComponentType, type RenderableProps } from "preact";

/** A component that is rendered again only if one of its props has changed. */
export function whenChanged<Props extends object>(
  draw: (props: RenderableProps<Props>) => preact.ComponentChild,
): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const keys = new Set([...Object.keys(next), ...Object.keys(this.props)]) as Set<keyof Props>;
      return [...keys].some((key) => next[key] !== this.props[key]);
    }

    override render(props: RenderableProps<Props>) {
      return draw(props);
    }
  };
}
